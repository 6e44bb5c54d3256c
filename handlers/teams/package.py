"""The app as Teams takes it: a ZIP file of the manifest, its words in each language, and two icons."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from handlers.teams.icons import colour_icon, outline_icon
from handlers.teams.manifest import COLOUR_ICON, OUTLINE_ICON, localization, manifest
from knowledge.schema.entry import LANGUAGES, Language
from knowledge.texts import Texts

FIRST: Language = "en"
"""The language of the manifest itself. Teams falls back to it."""
ONE_DAY = (2026, 1, 1, 0, 0, 0)
"""The date of every file: the same settings make the same package."""


def package(texts: Mapping[Language, Texts], client_id: str, about: str, version: str, *, slash: bool) -> bytes:
    """The package; `about` is the page that Teams links to. Raises SettingError where a text is too long."""
    files = {
        "manifest.json": _json(manifest(texts[FIRST], client_id, about, version, slash=slash)),
        COLOUR_ICON: colour_icon(),
        OUTLINE_ICON: outline_icon(),
    }
    for language in LANGUAGES:
        if language != FIRST:
            files[f"{language}.json"] = _json(localization(texts[language], slash=slash))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in files.items():
            file.writestr(zipfile.ZipInfo(name, ONE_DAY), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, indent=2, ensure_ascii=False).encode()
