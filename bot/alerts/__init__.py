"""Telling a lead on duty that people may be in danger: when, whom, and in which words.

What is due next is computed from the consultation each time, like the open question is; a job in the log only wakes
whoever looks. So a job that comes twice, late or after a change of mind tells nobody anything twice.
"""

from bot.alerts.deciding import (
    Next,
    advice_on_danger,
    alerts_after,
    due_id,
    due_of,
    leads_for,
    next_alert,
    unseen,
)
from bot.alerts.telling import Aside, acknowledged, tell
from bot.alerts.wording import times_told, told_line

__all__ = [
    "Aside",
    "Next",
    "acknowledged",
    "advice_on_danger",
    "alerts_after",
    "due_id",
    "due_of",
    "leads_for",
    "next_alert",
    "tell",
    "times_told",
    "told_line",
    "unseen",
]
