"""What is done once a day, by one process: a claim that runs out, so that a kill only delays it."""

from datetime import datetime, timedelta

from bot.log.keyring import KeyRing
from bot.log.times import microseconds

CLAIM = timedelta(minutes=5)


def claim(ring: KeyRing, name: str, now: datetime) -> bool:
    """Whether it is due, nobody has it, and it is ours now. Inside a write transaction."""
    moment = microseconds(now)
    until = microseconds(now + CLAIM)
    ring.file.run("INSERT OR IGNORE INTO daily VALUES (?, 0, 0)", [name])
    query = "UPDATE daily SET claimed_until = ? WHERE name = ? AND at <= ? AND claimed_until <= ?"
    return bool(ring.file.run(query, [until, name, moment, moment]))


def is_due(ring: KeyRing, name: str, now: datetime) -> bool:
    """Whether it is due and nobody has it; nothing is written to find out."""
    moment = microseconds(now)
    row = ring.file.row("SELECT at, claimed_until FROM daily WHERE name = ?", [name])
    return row is None or (row["at"] <= moment and row["claimed_until"] <= moment)


def settle(ring: KeyRing, name: str, next_at: datetime) -> None:
    """Let go of it until that time."""
    ring.file.run("UPDATE daily SET at = ?, claimed_until = 0 WHERE name = ?", [microseconds(next_at), name])
