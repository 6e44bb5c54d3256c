"""When consultations run out: a row for each, found by its kind and its time, so that no other row is looked at.

The row is not sealed. It says what the sealed entries say, `verify` holds it against them, and whoever erases because
of it looks at the consultation first.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.log.database import Row
from bot.log.keyring import KeyRing
from bot.log.times import microseconds
from bot.record import Standing, Term

JOINED = "LEFT JOIN term ON term.id = data_key.id"
"""For a query over data keys: the columns `kind` and `since` are a consultation's term."""
_OF = "SELECT id FROM data_key WHERE consultation = ?"


def put(ring: KeyRing, standing: Standing) -> None:
    """Write a consultation's term where it is another one than before."""
    if standing.term == of(ring, standing.consultation):
        return
    forget(ring, standing.consultation)
    if standing.term is not None:
        values = [standing.consultation, standing.term.kind, microseconds(standing.term.since)]
        ring.file.run(f"INSERT INTO term (id, kind, since) VALUES (({_OF}), ?, ?)", values)


def of(ring: KeyRing, consultation: str) -> Term | None:
    """A consultation's term."""
    row = ring.file.row(f"SELECT kind, since FROM term WHERE id = ({_OF})", [consultation])
    return read(row) if row else None


def read(row: Row) -> Term | None:
    """The term in a row that was joined; None where there was none."""
    if row["kind"] is None:
        return None
    return Term(kind=row["kind"], since=datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=row["since"]))


def forget(ring: KeyRing, consultation: str) -> None:
    """A consultation has no term any more."""
    ring.file.run(f"DELETE FROM term WHERE id = ({_OF})", [consultation])


def ended(ring: KeyRing, ends: Mapping[str, datetime], limit: int) -> list[str]:
    """Consultations whose term of a kind began before the kind's time."""
    query = (
        "SELECT consultation FROM term JOIN data_key USING (id) WHERE kind = ? AND since < ? ORDER BY since, id LIMIT ?"
    )
    found: list[str] = []
    for kind, end in ends.items():
        rows = ring.file.rows(query, [kind, microseconds(end), limit - len(found)])
        found += [row["consultation"] for row in rows]
    return found


def count(ring: KeyRing, kind: str, end: datetime) -> int:
    """How many terms of a kind began before a time."""
    query = "SELECT COUNT(*) AS n FROM term WHERE kind = ? AND since < ?"
    return int(ring.file.rows(query, [kind, microseconds(end)])[0]["n"])
