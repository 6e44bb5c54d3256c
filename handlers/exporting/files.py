"""New files that only their owner can read, and that are never left half written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from handlers.settings import SettingError

OWNER_ONLY = 0o600


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that did not exist before, for its owner only; gone again when something goes wrong. SettingError."""
    try:
        made = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError as error:
        raise SettingError(f"{path}: exists already. Name a new file.") from error
    with os.fdopen(made, "w+b") as file:
        try:
            yield file
        except BaseException:  # whatever ends it, Ctrl-C too: no half a file is left; it is raised again
            path.unlink(missing_ok=True)
            raise
