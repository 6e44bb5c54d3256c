"""What texts of each kind are made of: weights of words and runs of letters, learnt from invented texts.

`make teach` writes the files from what is labelled in tests/evaluation; nothing is learnt while the assistant runs, and
the same text always gives the same weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

SCALE = 100
"""Weights are kept as whole hundredths."""


@dataclass(frozen=True)
class Learned:
    """Kinds ("danger:yes", "lever:SUP-A2"), and how much each piece of a text speaks for each of them.

    `start` is what speaks for a kind before anything is read. Without kinds nothing was learnt.
    """

    kinds: tuple[str, ...] = ()
    start: tuple[int, ...] = ()
    table: bytes = field(default=b"", repr=False)
    """A line for each piece: the piece, a tab, and what `lines` has of it."""

    @cached_property
    def lines(self) -> Mapping[bytes, bytes]:
        """Piece -> how telling it is, and its weight for each kind, in hundredths and separated by blanks.

        In UTF-8, as in the file: of many thousands of pieces a text meets a few.
        """
        parts = self.table.replace(b"\n", b"\t").split(b"\t")
        return dict(zip(parts[::2], parts[1::2], strict=False))  # an empty part, of no piece, is the last

    def of(self, piece: str) -> tuple[float, Sequence[int]] | None:
        """How telling a piece is, and its weights; None where it was never met."""
        line = self.lines.get(piece.encode())
        if line is None:
            return None
        telling, *weights = map(int, line.split())
        return telling / SCALE, weights


NOTHING = Learned()


def tabled(lines: Mapping[str, str]) -> bytes:
    """The table of some lines, in order."""
    return "".join(f"{piece}\t{line}\n" for piece, line in sorted(lines.items())).encode()


def read_learned(file: bytes) -> Learned:
    """What `written` wrote. Comment lines come first, then the kinds, what each starts with, and the pieces."""
    begins = 0
    while file.startswith(b"# ", begins):
        begins = file.index(b"\n", begins) + 1
    kinds, start, table = file[begins:].split(b"\n", 2)
    return Learned(tuple(kinds.decode().split()), tuple(map(int, start.split())), table)


def written(learned: Learned, comments: Sequence[str]) -> bytes:
    """The file of what was learnt."""
    heads = (" ".join(learned.kinds), " ".join(map(str, learned.start)))
    return "".join(f"{line}\n" for line in (*(f"# {one}" for one in comments), *heads)).encode() + learned.table
