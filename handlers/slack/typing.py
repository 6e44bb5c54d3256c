"""What stands in open forms: Slack tells it character by character, and not reliably when a form is closed.

In memory only, the newest text of each form: it is written once, when the form is closed.
"""

from bot.record import Person

MOST_FORMS = 1_000
CLOSED = "~"
"""Later than any time: what is still on its way when a form is closed comes too late."""

Form = tuple[Person, str]


class Typing:
    """The newest text of the forms that are open; of too many, those heard of longest ago are forgotten."""

    def __init__(self, most: int = MOST_FORMS) -> None:
        self._most = most
        self._newest: dict[Form, tuple[str, str]] = {}

    def heard(self, person: Person, view: str, text: str, at: str) -> None:
        """A text as it stood at a time; an older one than is known changes nothing."""
        known = self._newest.get((person, view), ("", ""))
        if at >= known[0]:
            self._keep((person, view), (at, text))

    def closed(self, person: Person, view: str) -> str | None:
        """The text that stood there last, or None when nothing was typed; from now on it is forgotten."""
        at, text = self._newest.pop((person, view), ("", ""))
        self._keep((person, view), (CLOSED, ""))
        return text if at not in ("", CLOSED) else None

    def _keep(self, form: Form, told: tuple[str, str]) -> None:
        self._newest.pop(form, None)
        self._newest[form] = told
        if len(self._newest) > self._most:
            del self._newest[next(iter(self._newest))]
