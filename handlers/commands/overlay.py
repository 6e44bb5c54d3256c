"""`leverage overlay export FOLDER`: the approved examples as a file for the company's folder."""

import argparse
import json
from pathlib import Path

from bot.record import Example
from handlers.commands.rights import audited, require
from handlers.open import open_store
from handlers.settings import SettingError, Settings

FILE = "company-examples.toml"


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `overlay`."""
    parser.add_argument("what", choices=("export",))
    parser.add_argument("folder", type=Path, help="a folder, for example the one of LEVERAGE_OVERLAY")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the file in place of an earlier one."""
    require(settings, "approve_example")
    if not arguments.folder.is_dir():
        raise SettingError(f"{arguments.folder}: no such folder. Make it first.")
    with open_store(settings) as (store, _said):
        found = store.examples()
        audited(store, "approve_example", detail=f"exported {len(found)}")
    path = arguments.folder / FILE
    path.write_text("\n".join(map(_entry, found)), encoding="utf-8")
    print(f"{len(found)} examples in {path}.")
    return 0


def _entry(example: Example) -> str:
    # A string of JSON is a string of TOML.
    said = {"id": example.id, "lever": example.lever, "text": example.text}
    return "[[example]]\n" + "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in said.items()
    )
