"""Files: a place to upload to is asked for, the bytes are posted there, then the file is completed and shared."""

import secrets
from dataclasses import dataclass, field

from .texts import Json


@dataclass
class File:
    """One file; it is there for people once it is complete."""

    id: str
    name: str
    length: int
    alt_txt: str = ""
    title: str = ""
    content: bytes | None = None
    complete: bool = False
    channels: list[str] = field(default_factory=list)

    def text(self) -> str:
        """What a person reads in it."""
        return (self.content or b"").decode("utf-8", errors="replace")

    def shown(self) -> Json:
        """As the API and messages tell of it."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "size": len(self.content or b""),
            "alt_txt": self.alt_txt,
            "channels": list(self.channels),
            "mode": "hosted",
            "filetype": self.name.rpartition(".")[2],
            "url_private": f"https://files.slack.com/files-pri/{self.id}/{self.name}",
            "permalink": f"https://team.slack.com/files/{self.id}/{self.name}",
        }


class Files:
    """All files, by id."""

    def __init__(self) -> None:
        self.all: dict[str, File] = {}

    def expect(self, name: str, length: int, alt_txt: str) -> File:
        """A place for a file that is going to be uploaded."""
        file = File(f"F{secrets.token_hex(5).upper()}", name, length, alt_txt)
        self.all[file.id] = file
        return file
