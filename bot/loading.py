"""Consultations out of the log. What was folded last stays in memory, so that a turn decrypts only what is new."""

import threading
from collections import OrderedDict

from bot.consultation import Consultation, fold
from bot.record import Standing
from bot.store import Store

MOST_KEPT = 256


class Loading:
    """The consultations that were loaded last, a bounded number of them. Safe to call from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[str, Consultation] = OrderedDict()
        self._lock = threading.Lock()

    def load(self, standing: Standing) -> Consultation | None:
        """The consultation of a row as the log has it now; None when it was erased meanwhile."""
        consultation = standing.consultation
        with self._lock:
            kept = self._kept.get(consultation)
        if kept is not None and kept.events == standing.revision:
            return kept
        events = self._store.events(consultation, after=kept.events if kept else 0)
        if kept is None and not events:
            return None
        loaded = fold(events, kept)
        self.keep(loaded)
        return loaded

    def forget(self, consultation: str) -> None:
        """Let go of one that was erased."""
        with self._lock:
            self._kept.pop(consultation, None)

    def keep(self, loaded: Consultation) -> None:
        """Keep a consultation as the log has it: read from there, or saved just now."""
        with self._lock:
            self._kept[loaded.id] = loaded
            self._kept.move_to_end(loaded.id)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
