"""`make teach`: learn from the labelled messages what texts of each kind are made of, and write it into the content.

    python -m tests.teach            learn from all messages and write knowledge/content/learned.tsv
    python -m tests.teach --check    for each author: learn from all the others, and score the product on theirs
    python -m tests.teach --alone    the same by the vocabulary alone, with nothing learnt

Needs scikit-learn, which nobody who runs the assistant does.
"""

import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.advice import Adviser, as_json
from bot.consultation import Consultation
from bot.evaluation import Scores, figures, situation_scores
from bot.understanding.likeness import counted
from knowledge import load
from knowledge.learned import NOTHING, SCALE, Learned, written
from knowledge.load import LEARNED

Told = Mapping[str, Any]
SETS = Path(__file__).parent / "evaluation"
FOLDERS = ("public", "practice", "practice2", "fresh", "unseen", "third", "taught")
"""What has been read by those who wrote the vocabulary, or was written to be learnt from; `fourth` on stays sealed."""
PRINTED = frozenset({"route", "actor_first", "urgent_recall", "urgent_false_alarm", "core3", "ndcg5", "wrong3"})
RARE = 3
"""Pieces of fewer messages say nothing."""
GIVES_WAY = 3.0
"""How far a weight may follow the messages: the inverse of the penalty on it."""
LABELS: dict[str, Callable[[Told], Sequence[str]]] = {
    "danger": lambda told: ("yes" if told["urgent"] else "no",),
    "route": lambda told: (told["route"],),
    "actor": lambda told: (told["actor"] or ["none"])[:1],
    "purpose": lambda told: told.get("purpose") or (),
}
"""Group -> the kinds in it that a message is of: of several, it teaches each."""


def messages() -> Iterator[tuple[str, Told]]:
    """Author and message; every other message of the public set is kept apart."""
    for folder in FOLDERS:
        for path in sorted((SETS / folder).glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                told = json.loads(line)
                if "text" in told and not (folder == "public" and told["id"][-1] in "02468"):
                    yield folder + ":" + "".join(filter(str.isalpha, told["id"])), told


def digest() -> str:
    """Changes with any message that is learnt from."""
    kept = [
        [author, *(told.get(field) for field in ("text", "route", "urgent", "actor", "purpose"))]
        for author, told in messages()
    ]
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16]


def learn(told: Sequence[Told]) -> Learned:
    """The weights: one logistic regression for each label, over pieces weighted by how rare they are."""
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 - only who teaches needs it
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.preprocessing import normalize  # noqa: PLC0415

    counts = [counted(one["text"]) for one in told]
    seen = Counter(piece for pieces in counts for piece in pieces)
    telling = {piece: _hundredths(math.log((1 + len(told)) / (1 + n)) + 1) for piece, n in seen.items() if n >= RARE}
    weighed = [{p: much * telling[p] / SCALE for p, much in pieces.items() if p in telling} for pieces in counts]
    vectors = DictVectorizer()
    table = normalize(vectors.fit_transform(weighed))
    kinds: list[str] = []
    start: list[int] = []
    columns: list[list[int]] = []
    for group, label in LABELS.items():
        model = LogisticRegression(C=GIVES_WAY, class_weight="balanced", max_iter=3_000)
        taught = [(row, kind) for row, one in enumerate(told) for kind in label(one)]
        model.fit(table[[row for row, _ in taught]], [kind for _, kind in taught])
        names = model.classes_[-len(model.coef_) :]  # of two classes the second is weighed, against the first
        kinds += [f"{group}:{name}" for name in names]
        start += [_hundredths(one) for one in model.intercept_]
        columns += [[_hundredths(one) for one in weights] for weights in model.coef_]
    pieces = vectors.get_feature_names_out()
    lines = {
        piece: " ".join(map(str, (telling[piece], *weights))) for piece, *weights in zip(pieces, *columns, strict=True)
    }
    return Learned(tuple(kinds), tuple(start), lines)


def _hundredths(number: float) -> int:
    return round(number * SCALE)


def check(*, alone: bool) -> None:
    """Each author's messages, by what the others taught, or by the vocabulary alone."""
    everything, knowledge = list(messages()), load()
    rows: dict[str, list[Scores]] = {}
    for author in dict.fromkeys(author for author, _ in everything):
        learned = NOTHING if alone else learn([told for other, told in everything if other != author])
        adviser = Adviser(replace(knowledge, learned=learned))
        theirs = [told for other, told in everything if other == author]
        rows[author] = [_scored(adviser, told) for told in theirs]
        print(author, len(theirs), _means(rows[author]), flush=True)
    for name, chosen in (("all", ""), ("practice2", "practice2"), ("taught", "taught")):
        print(name, _means([row for author, found in rows.items() if author.startswith(chosen) for row in found]))


def _scored(adviser: Adviser, told: Told) -> Scores:
    found = as_json(adviser.advise(Consultation(situation=told["text"])), adviser.knowledge.texts["en"])
    return situation_scores({"core_levers": [], **told}, found)


def _means(rows: Sequence[Scores]) -> str:
    return "  ".join(f"{figure.name} {figure.mean:.2f}" for figure in figures(rows) if figure.name in PRINTED)


def main() -> None:
    """Learn and write, or check."""
    if {"--check", "--alone"} & set(sys.argv[1:]):
        check(alone="--alone" in sys.argv[1:])
        return
    told = [told for _, told in messages()]
    comments = (
        "What messages of each kind are made of, learnt by `make teach`; do not edit.",
        "Kinds; what each starts with; then a piece, how telling it is, its weight for each kind (in hundredths).",
        f"From {len(told)} messages with the digest {digest()}",
    )
    LEARNED.write_text(written(learn(told), comments), encoding="utf-8")
    print(f"{LEARNED.name}: {len(told)} messages, {LEARNED.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
