"""Companies of the tests' own: quarters of consultations, small and large, even and skewed, by a seeded random.

They keep the laws of the product (see attacker.py), for an attacker knows those.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bot.consultation import Outcome
from bot.review.report import Counted, Frame, Quarter
from bot.review.report.counted import category_of

YEARS = (2024, 2025, 2026)
QUARTERS = tuple(Quarter(year, part) for year in YEARS for part in (1, 2, 3, 4))


@dataclass(frozen=True)
class Company:
    """How much is asked in a company, and how unevenly."""

    name: str
    size: int
    """Consultations a quarter, about."""
    skew: float
    """0: everything is as likely; the higher, the more often the same."""
    talk: float
    """How likely a question is answered."""


COMPANIES = (
    Company("tiny", 6, 1.0, 0.8),
    Company("small", 18, 0.5, 0.9),
    Company("small and skewed", 22, 2.5, 1.0),
    Company("middling", 60, 1.0, 0.9),
    Company("middling and skewed", 60, 3.0, 1.0),
    Company("large", 250, 1.5, 0.95),
)


def quarters(company: Company, frame: Frame, seed: int) -> Iterator[tuple[Quarter, list[Counted]]]:
    """Every quarter with its consultations."""
    random = Random(f"{company.name} {seed}")
    for quarter in QUARTERS:
        size = random.randint(company.size // 2, company.size * 3 // 2)
        yield quarter, [consultation(random, frame, quarter, company) for _ in range(size)]


def consultation(random: Random, frame: Frame, quarter: Quarter, company: Company) -> Counted:
    """One consultation, as the assistant leads them."""

    def told() -> bool:
        return random.random() < company.talk

    unsure = []
    actors = _some(random, frame["actor"], company.skew) if told() else ()
    if not actors and told():
        unsure.append("actor")
    about_others = set(actors) - {"OWN"} or unsure
    connection = _one(random, frame["connection"], company.skew) if about_others and told() else ""
    route = _route(actors, connection)
    moments = ()
    if (set(actors) & {"SUP", "JV", "CUS", "GOV"} or unsure) and connection != "none" and told():
        moments = _some(random, frame["moment"], company.skew)
    unsure += [question for question in frame["unsure"] if question != "actor" and random.random() < 0.05]
    levers = _levers(random, frame, company.skew) if route in ("leverage", "investee") and told() else ()
    outcomes = tuple(_outcome(random, lever) for lever in levers[:2] if random.random() < 0.4)
    urgent = random.random() < 0.25
    return Counted(
        quarter=quarter,
        actors=actors,
        connection=connection,
        route=route,
        urgent=urgent,
        levers=levers,
        categories=tuple(dict.fromkeys(category_of(lever) for lever in levers[:3])),
        moments=moments,
        unsure=tuple(unsure),
        outcomes=outcomes,
        changed=tuple(dict.fromkeys(outcome.people for outcome in outcomes if outcome.people)),
        partner=f"p{int(random.expovariate(0.2))}" if random.random() < 0.6 else "",
        acknowledged_minutes=int(random.expovariate(1 / 60)) if urgent and random.random() < 0.8 else None,
        helpful=_one(random, ("yes", "no"), company.skew) if random.random() < 0.5 else "",
    )


def _route(actors: tuple[str, ...], connection: str) -> str:
    if actors == ("OWN",):
        return "own_operations"
    if connection == "none":
        return "no_link"
    return "investee" if actors[:1] == ("INV",) else "leverage"


def _outcome(random: Random, lever: str) -> Outcome:
    came = random.choice(("worked", "partly", "no", "not_yet", ""))
    left = random.choice(("agreed", "refuse", "cannot", "us")) if came in ("partly", "no") else ""
    people = random.choice(("yes", "partly", "no", "unknown", "")) if came in ("worked", "partly", "no") else ""
    return Outcome(lever, came, left, people)


def _levers(random: Random, frame: Frame, skew: float) -> tuple[str, ...]:
    shown: dict[str, None] = {}
    while len(shown) < 5:
        shown[_one(random, frame["lever_proposed"], skew)] = None
    return tuple(shown)


def _some(random: Random, rows: tuple[str, ...], skew: float) -> tuple[str, ...]:
    times = 1 + (random.random() < 0.3)
    return tuple(dict.fromkeys(_one(random, rows, skew) for _ in range(times)))


def _one(random: Random, rows: tuple[str, ...], skew: float) -> str:
    return random.choices(rows, [1 / (place + 1) ** skew for place in range(len(rows))])[0]
