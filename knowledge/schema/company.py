"""What a company adds: its contacts, its own words, and what it tried itself."""

from knowledge.schema.entry import Frozen


class Contacts(Frozen):
    """Whom to tell. Empty strings are shown as "not set" with where to set them."""

    leads: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()
    reporting_channel: str = ""
    emergency_number: str = ""
    counsel: str = ""
    company_channel: str = ""


class CompanyExample(Frozen):
    """A lever that the company tried, in words that its asker and a lead agreed to. No source says it."""

    id: str
    lever: str
    text: str
