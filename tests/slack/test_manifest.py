"""The manifest that `leverage manifest slack` writes."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from handlers.slack.manifest import SCOPES, manifest
from tests.commands.scenes import ROOT, leverage

SCHEMA = json.loads((Path(__file__).parent / "manifest.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("address", ["", "https://leverage.example/"])
@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_the_official_schema_accepts_it(knowledge, address, language):
    """For Socket Mode and for HTTP, in every language."""
    made = manifest(knowledge.texts[language], address)
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(made)] == []
    assert made["settings"]["socket_mode_enabled"] is not bool(address)


def test_the_schema_refuses_what_is_wrong(knowledge):
    """So that the test above can fail."""
    made = manifest(knowledge.texts["en"])
    made["display_information"]["name"] = "x" * 36
    assert list(Draft7Validator(SCHEMA).iter_errors(made))


def test_every_scope_is_explained():
    """In the table, and with the same words in the page that an admin reads."""
    page = (ROOT / "docs/slack.md").read_text(encoding="utf-8")
    for scope, reason in SCOPES.items():
        assert f"`{scope}`" in page
        assert reason in page


def test_the_command_prints_it(home):
    """`leverage manifest slack`, ready to paste."""
    done = leverage("manifest", "slack")
    assert done.status == 0
    assert json.loads(done.out)["features"]["slash_commands"][0]["command"] == "/leverage"
