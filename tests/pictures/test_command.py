from pathlib import Path

import pytest

from tests.pictures.__main__ import faults, main
from tests.pictures.test_image import HEIGHT, UNFILTERED, png
from tests.pictures.tools import WIDTH, Page, Tools


@pytest.mark.parametrize("there", [["npm"], ["chromium"], []])
def test_a_missing_program_is_named_with_its_package(there, tmp_path, monkeypatch, capsys):
    """One sentence, and exit status 1."""
    for name in there:
        (tmp_path / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    package = "chromium" if "npm" in there else "npm"
    assert line == f"{package} is missing: install the package {package} (apt install {package})."


def test_the_other_browser_does_as_well(tmp_path, monkeypatch):
    """Where there is no chromium."""
    for name in ("npm", "google-chrome"):
        (tmp_path / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Tools.found().browser == str(tmp_path / "google-chrome")


def test_a_blank_or_cut_or_wide_picture_is_a_fault(tmp_path: Path):
    """Each is said."""
    picture = tmp_path / "card.png"
    picture.write_bytes(png(*[UNFILTERED] * HEIGHT))
    assert list(faults(Page("", WIDTH + 1, HEIGHT), picture)) == [
        "421 wide, and a phone has 420",
        f"the picture is 4 x {HEIGHT}, the page 420 x {HEIGHT}",
        "the picture is blank",
    ]
