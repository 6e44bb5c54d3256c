import zlib

import pytest

from tests.pictures.image import image

WIDTH, HEIGHT = 4, 40
WHITE, BLACK = b"\xff\xff\xff", b"\x00\x00\x00"


def part(kind, content):
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


def png(*rows):
    """A picture of these stored rows, in two parts as large ones are."""
    header = WIDTH.to_bytes(4) + len(rows).to_bytes(4) + bytes([8, 2, 0, 0, 0])
    stored = zlib.compress(b"".join(rows))
    parts = part(b"IHDR", header) + part(b"IDAT", stored[:9]) + part(b"IDAT", stored[9:]) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def row(way, *pixels):
    return bytes([way]) + b"".join(pixels)


UNFILTERED = row(0, *[WHITE] * WIDTH)
AS_TO_THE_LEFT = row(1, WHITE, *[BLACK] * (WIDTH - 1))
AS_ABOVE = row(2, *[BLACK] * WIDTH)


def test_the_size_is_read():
    taken = image(png(*[UNFILTERED] * HEIGHT))
    assert (taken.width, taken.height, len(taken.rows)) == (WIDTH, HEIGHT, HEIGHT)


@pytest.mark.parametrize(
    "rows",
    [[UNFILTERED] * HEIGHT, [UNFILTERED, *[AS_ABOVE] * (HEIGHT - 1)], [AS_TO_THE_LEFT, UNFILTERED, AS_ABOVE] * 9],
)
def test_one_colour_is_blank_however_it_was_written(rows):
    """The same white, in different filters."""
    assert image(png(*rows)).blank


def test_anything_written_is_not_blank():
    """Rows that differ."""
    drawn = [row(0, *[bytes([10 * n] * 3)] * WIDTH) for n in range(HEIGHT // 2)]
    assert not image(png(*[UNFILTERED] * HEIGHT, *drawn)).blank
