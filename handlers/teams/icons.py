"""The app's two icons, drawn here: a lever on its pivot that lifts a weight. Only the standard library is needed."""

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence

Colour = tuple[int, int, int]
BLUE: Colour = (0x1D, 0x35, 0x57)
WHITE: Colour = (0xFF, 0xFF, 0xFF)
FINE = 4
"""Lines drawn for each row of pixels: edges come out smooth."""
Shape = Sequence[tuple[float, float]]
PICTURE: tuple[Shape, ...] = (
    ((0.08, 0.64), (0.88, 0.29), (0.92, 0.38), (0.12, 0.73)),
    ((0.60, 0.51), (0.74, 0.82), (0.46, 0.82)),
    ((0.62, 0.42), (0.82, 0.33), (0.74, 0.15), (0.54, 0.24)),
)
"""The bar, the pivot below it and the weight upon it: corners of shapes without dents, in a square from 0 to 1."""


def colour_icon() -> bytes:
    """192 by 192: white on our blue, as PNG."""
    return _png(192, lambda share: (*_between(BLUE, WHITE, share), 255))


def outline_icon() -> bytes:
    """32 by 32: white on nothing, as PNG."""
    return _png(32, lambda share: (*WHITE, round(255 * share)))


def _between(ground: Colour, ink: Colour, share: float) -> Colour:
    red, green, blue = (round(one + (other - one) * share) for one, other in zip(ground, ink, strict=True))
    return red, green, blue


def _png(size: int, colour: Callable[[float], tuple[int, ...]]) -> bytes:
    rows = (b"\0" + b"".join(bytes(colour(share)) for share in _row(y, size)) for y in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _row(y: int, size: int) -> Iterator[float]:
    """How much of each pixel of a row the picture covers."""
    lines = [(y + (step + 0.5) / FINE) / size for step in range(FINE)]
    spans = [(left * size, right * size) for line in lines for shape in PICTURE for left, right in _across(shape, line)]
    for x in range(size):
        covered = sum(max(0.0, min(right, x + 1) - max(left, x)) for left, right in spans)
        yield min(1.0, covered / FINE)


def _across(shape: Shape, y: float) -> Iterator[tuple[float, float]]:
    """From where to where a line goes through a shape; nothing where it misses it."""
    edges = zip(shape, (*shape[1:], shape[0]), strict=True)
    met = [x0 + (y - y0) * (x1 - x0) / (y1 - y0) for (x0, y0), (x1, y1) in edges if (y0 <= y) != (y1 <= y)]
    if met:
        yield min(met), max(met)


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
