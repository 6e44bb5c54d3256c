"""`leverage verify`: is the log whole?"""

import argparse
import sys

from handlers.commands.rights import audited, require
from handlers.open import open_store
from handlers.settings import Settings


def register(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(_: argparse.Namespace, settings: Settings) -> int:
    """Print every finding; 1 when there is any."""
    require(settings, "verify")
    with open_store(settings) as (store, _said):
        findings = store.verify()
        count = sum(1 for _ in store.everything()) if not findings else 0
        audited(store, "verify", detail=f"{len(findings)} findings")
    for finding in findings:
        print(f"{finding.kind}: {finding.text}", file=sys.stderr)
    if not findings:
        print(f"Whole: {count} consultations.")
    return 1 if findings else 0
