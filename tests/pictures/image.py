"""As much of a PNG as tells whether something is on it."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

HEAD = 8
"""Bytes of the signature."""
FILTERS = 5
"""Ways in which a PNG writes a row down."""


@dataclass(frozen=True)
class Image:
    """A picture's size and its rows as they are stored, each with the filter it was written with."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    @property
    def blank(self) -> bool:
        """Whether it is of one colour: its rows then differ by their filter at most, and the first from the others."""
        return len(set(self.rows)) <= FILTERS + 1


def image(png: bytes) -> Image:
    """The picture in these bytes."""
    parts = list(_parts(png))
    header = next(content for kind, content in parts if kind == b"IHDR")
    width, height = (int.from_bytes(header[at : at + 4]) for at in (0, 4))
    stored = zlib.decompress(b"".join(content for kind, content in parts if kind == b"IDAT"))
    row = len(stored) // height
    return Image(width, height, tuple(stored[at : at + row] for at in range(0, len(stored), row)))


def _parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each part's kind and content; a part is its length, its kind, its content and a checksum."""
    at = HEAD
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
