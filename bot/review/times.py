"""How long an urgent case waited for a lead: told of many together and of the whole team, never of one person. Pure."""

from datetime import timedelta

from bot.consultation import Consultation


def acknowledged_minutes(consultation: Consultation) -> int | None:
    """Whole minutes from when the first lead was told until a lead had it; None where none was told, or none has it."""
    seen = [alert.seen for alert in consultation.alerts if alert.seen is not None]
    if not seen:
        return None
    waited = min(seen) - min(alert.at for alert in consultation.alerts)
    return max(0, waited // timedelta(minutes=1))
