"""A way to run commands in a home of the test's own, and to pipe something in."""

import io
import sys
from collections.abc import Callable

import pytest

from handlers.__main__ import main
from tests.commands.scenes import Done, Run


@pytest.fixture
def run(home, capsys) -> Run:
    """Run a command in this process, in this test's home."""

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code
        shown = capsys.readouterr()
        return Done(status, shown.out, shown.err)

    return run


@pytest.fixture
def piped(monkeypatch) -> Callable[[str | bytes], None]:
    """Pipe something in: text, or bytes that need not be UTF-8."""

    def pipe(given: str | bytes) -> None:
        data = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))

    return pipe
