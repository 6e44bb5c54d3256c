"""A plain picture: bars with a line for what was aimed at. SVG, written as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LABEL, NOTE, ROW, TOP = 760, 190, 150, 20, 64
INK, PALE, BAR, OVER = "#1d2733", "#d5dbe1", "#4a7fa7", "#b4533c"


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, how long it is, and what is said at its end."""

    label: str
    value: float
    note: str


def bars(title: str, rows: Sequence[Bar], target: float) -> str:
    """The picture. Bars beyond the target have another colour, and the number is written beside each."""
    height = TOP + ROW * len(rows) + 16
    most = max(target * 1.2, *(row.value for row in rows))
    scale = (WIDTH - LABEL - NOTE) / most
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="{escape(title)}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="16" y="26" font-size="15" font-weight="600" fill="{INK}">{escape(title)}</text>',
        *_line(1.0, "as long", scale, height),
        *_line(target, f"target {target:g}", scale, height),
        *(part for place, row in enumerate(rows) for part in _bar(row, TOP + ROW * place, scale, target)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _line(value: float, said: str, scale: float, height: int) -> Iterator[str]:
    x = LABEL + value * scale
    yield f'<text x="{x:.1f}" y="{TOP - 10}" text-anchor="middle" fill="{INK}">{escape(said)}</text>'
    yield f'<line x1="{x:.1f}" y1="{TOP - 4}" x2="{x:.1f}" y2="{height - 10}" stroke="{PALE}" stroke-width="2"/>'


def _bar(row: Bar, y: int, scale: float, target: float) -> Iterator[str]:
    length, colour = row.value * scale, OVER if row.value > target else BAR
    yield f'<text x="{LABEL - 8}" y="{y + 14}" text-anchor="end" fill="{INK}">{escape(row.label)}</text>'
    yield f'<rect x="{LABEL}" y="{y + 3}" width="{length:.1f}" height="{ROW - 6}" fill="{colour}"/>'
    said = f"{row.value:.2f}  ({row.note})"
    yield f'<text x="{LABEL + length + 6:.1f}" y="{y + 14}" fill="{INK}">{escape(said)}</text>'
