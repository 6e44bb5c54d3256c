"""What an export was asked for."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.review.export.choosing import Wanted

Format = Literal["jsonl", "csv", "xlsx", "docx"]


@dataclass(frozen=True)
class Asked:
    """A format, the consultations that are wanted, whether without words, and where to (None: standard output)."""

    format: Format
    wanted: Wanted
    redact: bool = False
    output: Path | None = None
