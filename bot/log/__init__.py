"""The log of consultations: encrypted, chained, erasable.

`SqliteStore` keeps it; everything else here is a part of that store or works on one that lies still.
"""

from bot.log.sqlite import SqliteStore

__all__ = ["SqliteStore"]
