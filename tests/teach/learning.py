"""Learning: a logistic regression for each group of labels, over words and runs of letters weighted by rarity."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.understanding.likeness import counted
from knowledge.learned import SCALE, Learned, tabled

Taught = Sequence[tuple[int, str]]
"""Which text is of which kind; a text may be of several."""
Counts = Sequence[Mapping[str, float]]
RARE = 3
"""Pieces of fewer texts say nothing."""


@dataclass(frozen=True)
class Rows:
    """The texts as rows of numbers, and what the columns are."""

    table: Any
    pieces: Sequence[str]
    telling: Mapping[str, int]


def learn(texts: Sequence[str], groups: Mapping[str, Taught], gives_way: float, *, balanced: bool) -> Learned:
    """The weights of every piece for every kind of every group.

    `gives_way` is how far a weight may follow the texts: the inverse of the penalty on it. Balanced kinds count alike,
    however many texts are of them.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only who teaches needs it

    rows = _rows([counted(text) for text in texts])
    kinds: list[str] = []
    start: list[int] = []
    columns: list[list[int]] = []
    for group, taught in groups.items():
        model = LogisticRegression(C=gives_way, class_weight="balanced" if balanced else None, max_iter=3_000)
        model.fit(rows.table[[row for row, _ in taught]], [kind for _, kind in taught])
        names = model.classes_[-len(model.coef_) :]  # of two classes the second is weighed, against the first
        kinds += [f"{group}:{name}" for name in names]
        start += [_hundredths(one) for one in model.intercept_]
        columns += [[_hundredths(one) for one in weights] for weights in model.coef_]
    lines = {
        piece: " ".join(map(str, (rows.telling[piece], *weights)))
        for piece, *weights in zip(rows.pieces, *columns, strict=True)
    }
    return Learned(tuple(kinds), tuple(start), tabled(lines))


def _rows(counts: Counts) -> Rows:
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.preprocessing import normalize  # noqa: PLC0415

    seen = Counter(piece for pieces in counts for piece in pieces)
    telling = {piece: _hundredths(math.log((1 + len(counts)) / (1 + n)) + 1) for piece, n in seen.items() if n >= RARE}
    weighed = [{p: much * telling[p] / SCALE for p, much in pieces.items() if p in telling} for pieces in counts]
    vectors = DictVectorizer()
    return Rows(normalize(vectors.fit_transform(weighed)), vectors.get_feature_names_out(), telling)


def _hundredths(number: float) -> int:
    return round(number * SCALE)
