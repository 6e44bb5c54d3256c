"""`make teach`: learn what texts of each kind, and texts that each lever helps, are made of; write it into the content.

    python -m tests.teach            learn from everything and write knowledge/content/learned*.tsv
    python -m tests.teach --check    for each author: learn from all the others, and score the product on theirs
    python -m tests.teach --alone    the same by the vocabulary alone, with nothing learnt

With names behind it ("--check asked nothing") only for those folders.

Needs scikit-learn, which nobody who runs the assistant does.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.advice import Adviser
from bot.evaluation import Scores, figures, lever_scores, query_scores, situation_scores
from bot.lookup import look_up
from handlers.commands.evaluate import FAST_PATH, advised
from knowledge import Knowledge, load
from knowledge.learned import NOTHING, Learned, written
from knowledge.load import LEARNED, LEARNED_LEVERS
from tests.teach.labelled import By, Told, digest, labelled, levers_of, messages
from tests.teach.learning import Taught, learn

PRINTED = frozenset(
    {
        "route",
        "actor_first",
        "urgent_recall",
        "urgent_false_alarm",
        "core3",
        "mrr",
        "ndcg5",
        "wrong3",
        "hit1",
        "hit3",
        "silent",
    }
)
ANSWERED = "answered "
LABELS: dict[str, Callable[[Told], Sequence[str]]] = {
    "danger": lambda told: ("yes" if told["urgent"] else "no",),
    "route": lambda told: (told["route"],),
    "actor": lambda told: (told["actor"] or ["none"])[:1],
    "purpose": lambda told: told.get("purpose") or (),
}
"""Group -> the kinds in it that a message is of: of several, it teaches each."""


def of_texts(told: Sequence[Told]) -> Learned:
    """What messages of each kind are made of."""
    texts = [one for one in told if "text" in one]
    groups = {group: _taught(texts, label) for group, label in LABELS.items()}
    return learn([one["text"] for one in texts], groups, 3.0, balanced=True)


def of_levers(told: Sequence[Told]) -> Learned:
    """What messages and look-ups that each lever helps are made of."""
    helped = [one for one in told if levers_of(one)]
    texts = [one.get("query") or one["text"] for one in helped]
    return learn(texts, {"lever": _taught(helped, levers_of)}, 10.0, balanced=False)


def _taught(told: Sequence[Told], label: Callable[[Told], Sequence[str]]) -> Taught:
    return [(row, kind) for row, one in enumerate(told) for kind in label(one)]


def check(folders: Sequence[str], *, alone: bool) -> None:
    """What each author of these folders wrote, by what the others taught, or by the vocabulary alone."""
    everything, knowledge = list(labelled()), load()
    rows: dict[str, list[Scores]] = {}
    for author in dict.fromkeys(author for author, _ in everything if author.startswith(tuple(folders))):
        adviser = Adviser(_without(knowledge, everything, author, alone=alone))
        rows[author] = [_scored(adviser, told) for other, told in everything if other == author]
        print(author, len(rows[author]), _means(rows[author]), flush=True)
    for name in ("", *dict.fromkeys(author.partition(":")[0] for author in rows)):
        print(
            name or "all", _means([row for author, found in rows.items() if author.startswith(name) for row in found])
        )


def _without(knowledge: Knowledge, everything: Iterable[By], author: str, *, alone: bool) -> Knowledge:
    if alone:
        return replace(knowledge, learned=NOTHING, learned_levers=NOTHING)
    others = [told for other, told in everything if other != author]
    return replace(knowledge, learned=of_texts(others), learned_levers=of_levers(others))


def _scored(adviser: Adviser, told: Told) -> Scores:
    """From the text alone; of a message with levers also with the fast path answered."""
    if "query" in told:
        return query_scores(told, [fit.lever.id for fit in look_up(adviser.reader, told["query"]).levers])
    scores = situation_scores({"core_levers": [], **told}, advised(adviser, told, ()))
    if told.get("core_levers"):
        levers = [lever["id"] for lever in advised(adviser, told, FAST_PATH)["levers"]]
        scores |= {f"{ANSWERED}{name}": one for name, one in lever_scores(told, levers).items()}
    return scores


def _means(rows: Sequence[Scores]) -> str:
    return "  ".join(
        f"{figure.name} {figure.mean:.2f}" for figure in figures(rows) if figure.name.removeprefix(ANSWERED) in PRINTED
    )


def _write(path: Path, learned: Learned, what: str, told: Iterator[By]) -> None:
    everything = list(told)
    comments = (
        f"What {what} are made of, learnt by `make teach`; do not edit.",
        "Kinds; what each starts with; then a piece, how telling it is, its weight for each kind (in hundredths).",
        f"From {len(everything)} texts with the digest {digest(iter(everything))}",
    )
    path.write_bytes(written(learned, comments))
    print(f"{path.name}: {len(everything)} texts, {path.stat().st_size // 1000} kB")


def main() -> None:
    """Learn and write, or check."""
    if {"--check", "--alone"} & set(sys.argv[1:]):
        named = [name for name in sys.argv[1:] if not name.startswith("--")]
        check(named or [""], alone="--alone" in sys.argv[1:])
        return
    told = [told for _, told in labelled()]
    _write(LEARNED, of_texts(told), "messages of each kind", messages())
    _write(LEARNED_LEVERS, of_levers(told), "messages and look-ups that each lever helps", labelled())


if __name__ == "__main__":
    main()
