"""The people whom the settings name: who holds which role, as one channel knows them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.access import Named
from bot.dialogue.scene import House
from bot.record import Person
from bot.terms import Periods
from handlers.settings import Settings

NAMED = re.compile(r"(?P<channel>local):(?P<name>.+)|(?:(?P<of>slack|teams):(?P<workspace>[^/]+)/)?(?P<user>[^:/]+)")

CHAT = "slack"
"""Where a bare id belongs when nobody says: it names nobody at a terminal."""


def named_by(settings: Settings, channel: str = "local", workspace: str = "", group: tuple[Person, ...] = ()) -> Named:
    """Everybody whom the settings name, in order of duty; the members of the leads' group come after those named.

    A bare id is of the one workspace of this channel.
    """

    def people(names: Iterable[str]) -> tuple[Person, ...]:
        return tuple(dict.fromkeys(person_named(name, channel, workspace) for name in names))

    return Named(
        leads=tuple(dict.fromkeys((*people(settings.leads), *group))),
        auditors=people(settings.auditors),
        admins=people(settings.admins),
        counsel=people(settings.counsel),
        head=next(iter(people((settings.head,) if settings.head else ())), None),
    )


def house_of(settings: Settings, channel: str = "local", workspace: str = "", group: tuple[Person, ...] = ()) -> House:
    """What the company has set. All who read are counted; named are those whom this channel knows."""
    everybody = named_by(settings, channel, workspace, group)
    return House(
        leads=len(everybody.leads),
        auditors=len(everybody.auditors),
        counsel=len(everybody.counsel),
        periods=Periods(
            cases=settings.retention_days,
            drafts=settings.draft_days,
            audit=settings.audit_days,
            backups=settings.backup_days,
        ),
        ack_minutes=settings.ack_minutes,
        workdays=settings.workdays,
        named=_of(everybody, channel),
        elsewhere=tuple(lead for lead in everybody.leads if lead.channel != channel),
    )


def person_named(name: str, channel: str, workspace: str) -> Person:
    """The person of a name in the settings, which were checked."""
    # Teams tells its ids in small letters; Microsoft's pages show the same ones in capitals too.
    of_teams = name.startswith("teams:") or (channel == "teams" and ":" not in name)
    found = NAMED.fullmatch(name.lower() if of_teams else name)
    if found is None or found["channel"]:
        return Person(channel="local", workspace="", user=found["name"] if found else name)
    return Person(
        channel=found["of"] or (CHAT if channel == "local" else channel),
        workspace=workspace if _ours(found["workspace"], workspace) else found["workspace"],
        user=found["user"],
    )


def _ours(named: str | None, workspace: str) -> bool:
    """Whether it is our own: on Enterprise Grid a team may be named with its enterprise or without it."""
    return named in (None, workspace, workspace.rpartition(".")[2])


def _of(named: Named, channel: str) -> Named:
    def here(people: tuple[Person, ...]) -> tuple[Person, ...]:
        return tuple(person for person in people if person.channel == channel)

    head = named.head if named.head and named.head.channel == channel else None
    return replace(
        named,
        leads=here(named.leads),
        auditors=here(named.auditors),
        admins=here(named.admins),
        counsel=here(named.counsel),
        head=head,
    )
