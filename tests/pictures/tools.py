"""The programs that draw: npm for the drawing library, a browser for the pictures."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Self

HERE = Path(__file__).parent
LIBRARY = HERE / "node_modules"
WIDTH = 420
"""A phone's, in CSS pixels."""
BROWSERS = ("chromium", "google-chrome")
QUIET = (
    # Pages of our own from files of our own: the sandbox, which root can't use, would guard nothing.
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps"),
    *("--no-first-run", "--force-device-scale-factor=1"),
)
LONGEST = 300
"""Seconds for one program."""


class NotDrawn(Exception):
    """Why there are no pictures, in one sentence with the fix."""


@dataclass(frozen=True)
class Page:
    """A page as the browser laid it out: what can be read on it, and the room it takes."""

    text: str
    width: int
    height: int


@dataclass(frozen=True)
class Tools:
    """Where the programs are."""

    npm: str
    browser: str

    @classmethod
    def found(cls) -> Self:
        """The programs of this machine."""
        browser = next(filter(None, map(shutil.which, BROWSERS)), None)
        for package, path in (("npm", shutil.which("npm")), ("chromium", browser)):
            if path is None:
                raise NotDrawn(f"{package} is missing: install the package {package} (apt install {package}).")
        return cls(shutil.which("npm") or "", browser or "")

    def get_library(self) -> None:
        """The drawing library as the lock file has it, unless it is there already."""
        lock, done = HERE / "package-lock.json", LIBRARY / ".package-lock.json"
        if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
            run(self.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")

    def draw(self, cards: Path, folder: Path) -> None:
        """A page in the folder for each of the cards in this file."""
        script = folder / "page.js"
        build = ("--bundle", "--platform=node", "--loader:.css=text", "--log-level=error")
        production = '--define:process.env.NODE_ENV="production"'
        run(str(LIBRARY / ".bin/esbuild"), "page.jsx", *build, production, f"--outfile={script}")
        run("node", str(script), str(cards), str(folder))

    def read(self, page: Path) -> Page:
        """The page as it is laid out; it has measured itself."""
        noted = _Noted()
        noted.feed(run(self.browser, *QUIET, "--dump-dom", page.as_uri()))
        return Page(noted.data["data-text"], int(noted.data["data-width"]), int(noted.data["data-height"]))

    def photograph(self, page: Path, height: int, picture: Path) -> None:
        """A picture of the page, as tall as what is on it."""
        run(self.browser, *QUIET, f"--window-size={WIDTH},{height}", f"--screenshot={picture}", page.as_uri())


def run(*command: str) -> str:
    """What a program prints, run beside the lock file; every time is UTC."""
    place = {**os.environ, "TZ": "UTC"}
    try:
        done = subprocess.run(command, cwd=HERE, env=place, capture_output=True, text=True, timeout=LONGEST, check=True)
    except subprocess.TimeoutExpired:
        raise NotDrawn(
            f"{Path(command[0]).name} took more than {LONGEST} s: try again, or look what holds it."
        ) from None
    except subprocess.CalledProcessError as failed:
        raise NotDrawn(f"{Path(command[0]).name} ended with {failed.returncode}: {failed.stderr.strip()}") from None
    return done.stdout


class _Noted(HTMLParser):
    """What a page has noted on its first element."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what stands on the page's own element."""
        if tag == "html":
            self.data = {name: value or "" for name, value in attrs}
