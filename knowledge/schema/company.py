"""What a company adds: its contacts and its own words."""

from knowledge.schema.entry import Frozen


class Contacts(Frozen):
    """Whom to tell. Empty strings are shown as "not set" with where to set them."""

    leads: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()
    reporting_channel: str = ""
    emergency_number: str = ""
    counsel: str = ""
    company_channel: str = ""
