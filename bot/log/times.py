"""Times as numbers that sort."""

from datetime import UTC, datetime


def microseconds(at: datetime) -> int:
    """Microseconds since 1970; a time without a zone is taken as UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    since = aware - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
