"""What texts of each kind are made of: weights of words and runs of letters, learnt from invented messages.

`make teach` writes the file from the labelled messages in tests/evaluation; nothing is learnt while the assistant runs,
and the same text always gives the same weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SCALE = 100
"""Weights are kept as whole hundredths."""


@dataclass(frozen=True)
class Learned:
    """Kinds ("danger:yes", "route:leverage", "actor:SUP"), and how much each piece of a text speaks for each of them.

    `start` is what speaks for a kind before anything is read. Without pieces nothing was learnt.
    """

    kinds: tuple[str, ...] = ()
    start: tuple[int, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Piece -> how telling it is, and its weight for each kind, in hundredths and separated by blanks."""

    def of(self, piece: str) -> tuple[float, Sequence[int]] | None:
        """How telling a piece is, and its weights; None where it was never met."""
        line = self.lines.get(piece)
        if line is None:
            return None
        telling, *weights = map(int, line.split())
        return telling / SCALE, weights


NOTHING = Learned()


def read_learned(text: str) -> Learned:
    """What `written` wrote. Comment lines come first, then the kinds, what each starts with, and the pieces."""
    while text.startswith("# "):
        text = text.partition("\n")[2]
    kinds, start, lines = text.split("\n", 2)
    parts = lines.replace("\n", "\t").split("\t")
    pieces = dict(zip(parts[::2], parts[1::2], strict=False))  # an empty part, of no piece, is the last
    return Learned(tuple(kinds.split()), tuple(map(int, start.split())), pieces)


def written(learned: Learned, comments: Sequence[str]) -> str:
    """The file of what was learnt."""
    heads = (" ".join(learned.kinds), " ".join(map(str, learned.start)))
    pieces = (f"{piece}\t{line}" for piece, line in sorted(learned.lines.items()))
    return "".join(f"{line}\n" for line in (*(f"# {one}" for one in comments), *heads, *pieces))
