"""Teams' clock, which a test may move or stop: tokens, rates, ids and timestamps go by it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.slack_double.clock import Clock as MovableClock


class Clock(MovableClock):
    """The time in Teams; the ids of messages are made from it."""

    _last_id = 0

    def message_id(self) -> str:
        """The id of a message: milliseconds since 1970, later than every one before."""
        self._last_id = max(self._last_id + 1, int(self.now() * 1000))
        return str(self._last_id)

    def timestamp(self) -> str:
        """The time as an activity's timestamp has it, in UTC with seven decimals."""
        return datetime.fromtimestamp(self.now(), UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")

    def local_timestamp(self, zone: str) -> str:
        """The time where somebody is, with the difference from UTC."""
        here = datetime.fromtimestamp(self.now(), ZoneInfo(zone))
        offset = here.strftime("%z")
        return f"{here.strftime('%Y-%m-%dT%H:%M:%S.%f')}0{offset[:3]}:{offset[3:]}"
