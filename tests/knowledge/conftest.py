"""The content without its vocabulary: it loads in a moment, and most tests of loading need no more."""

import shutil
from pathlib import Path

import pytest

from knowledge import Knowledge, load
from knowledge.load import CONTENT


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is never written to; `content` is a copy to change."""
    folder = tmp_path_factory.mktemp("content") / "bare"
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("vocabulary"))
    return folder


@pytest.fixture(scope="session")
def bare_knowledge(bare: Path) -> Knowledge:
    """That content, loaded."""
    return load(content=bare)


@pytest.fixture
def content(bare: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    shutil.copytree(bare, tmp_path / "content")
    return tmp_path / "content"
