"""Teams' limits, as data. Where its documents differ from each other, the stricter number stands here."""

CARD_BYTES = 28 * 1024
MESSAGE_BYTES = 100 * 1024
"""Of a whole message, in UTF-16."""
ACTIONS = 6
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5")
ACK_SECONDS = 15.0
TOKEN_SECONDS = 3599
PAGE = 200
"""How many members come on a page unless another size is asked for; 500 at most."""
PAGE_MOST = 500

_SENDING = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
_READING = ((14, 1.0), (16, 2.0), (120, 30.0), (3600, 3600.0))
RATES = {
    "create": _SENDING,
    "send": _SENDING,
    "reply": _SENDING,
    "update": _SENDING,
    "delete": _SENDING,
    "member": _READING,
    "members": _READING,
    "paged_members": _READING,
}
"""How many calls in how many seconds, for one bot in one conversation."""
