"""The data keys in the database: made with a consultation, gone with its erasure."""

from bot.log.cipher import WRAPPED_BYTES, DataKey, Keys
from bot.log.database import LogFile
from bot.store import Stale

OWN = ""
"""The data key of cards that belong to no consultation."""

BLANK = bytes(WRAPPED_BYTES)


class KeyRing:
    """Opens what consultations have sealed, with the master key's sub-keys."""

    def __init__(self, file: LogFile, keys: Keys) -> None:
        self.file = file
        self.keys = keys

    def key(self, consultation: str) -> DataKey | None:
        """The consultation's data key; None when it is unknown or erased."""
        found = self.file.row("SELECT wrapped FROM data_key WHERE consultation = ?", [consultation])
        if found is None or found["wrapped"] == BLANK:
            return None
        return self.keys.unwrap(consultation, found["wrapped"])

    def own(self) -> DataKey:
        """The key for cards that belong to no consultation, made when it is first needed."""
        return self.key(OWN) or self.make(OWN)

    def make(self, consultation: str) -> DataKey:
        """A new data key, kept wrapped. Stale when there was one already: no key is ever made twice."""
        key, wrapped = self.keys.new_data_key(consultation)
        values = [consultation, wrapped]
        if not self.file.run("INSERT OR IGNORE INTO data_key (consultation, wrapped) VALUES (?, ?)", values):
            raise Stale(f"{consultation} is erased")
        return key

    def need(self, consultation: str) -> DataKey:
        """The consultation's data key; Stale when it is unknown or erased."""
        key = self.key(consultation)
        if key is None:
            raise Stale(f"{consultation} is erased or unknown")
        return key

    def destroy(self, consultation: str) -> None:
        """Overwrite the data key with zeros.

        The row stays and keeps its size, so SQLite writes the zeros exactly where the key was. Deleting
        rows moves their neighbours about and may leave copies of *their* keys behind.
        """
        self.file.run("UPDATE data_key SET wrapped = ? WHERE consultation = ?", [BLANK, consultation])
