"""A company in Teams as data: its people, group chats and teams, and the bot that is installed there."""

import base64
import hashlib
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from .places import Channel, GroupChat, Place, Team, of_channel, of_chat, of_person
from .refusals import NotPossible


@cache
def _id(name: str) -> str:
    digest = hashlib.sha512(name.encode()).digest()
    return "29:1" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


@cache
def _aad_id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"person:{name}"))


@dataclass
class Person:
    """Somebody with an account: a member, a guest of the company, or somebody of another company."""

    name: str
    real_name: str = ""
    locale: str = "en-US"
    tz: str = "Europe/Berlin"
    is_guest: bool = False
    tenant_id: str | None = None
    installed: bool = True

    @property
    def id(self) -> str:
        """The id that Teams gives them towards this bot."""
        return _id(self.name)

    @property
    def aad_id(self) -> str:
        """Their id in Entra, the same for every app."""
        return _aad_id(self.name)

    @property
    def display_name(self) -> str:
        """What others see as their name."""
        return self.real_name or self.name.capitalize()


def _default_people() -> list[Person]:
    return [
        Person("alex", "Alex Example"),
        Person("sam", "Sam Sample", locale="fr-FR", tz="America/New_York"),
    ]


def _default_chats() -> list[GroupChat]:
    return [GroupChat("lunch", ["alex", "sam"])]


def _default_teams() -> list[Team]:
    return [Team("buying", [Channel("general"), Channel("suppliers")], ["alex", "sam"])]


@dataclass
class Tenant:
    """Everything that is there before the first message."""

    people: Iterable[Person] = field(default_factory=_default_people)
    chats: Iterable[GroupChat] = field(default_factory=_default_chats)
    teams: Iterable[Team] = field(default_factory=_default_teams)
    tenant_id: str = "5f8a2f3e-0c7b-4d1e-9a55-3f1c7f5b2a10"
    domain: str = "company.example"
    app_id: str = "0d1e2f3a-4b5c-4d6e-8f70-8192a3b4c5d6"
    app_secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    bot_name: str = "Leverage"

    def __post_init__(self) -> None:
        self.bot_id = f"28:{self.app_id}"
        self.everybody = {person.id: person for person in self.people}
        self.all_teams = {team.id: team for team in self.teams}
        ids = {person.name: person.id for person in self.everybody.values()}
        places = [of_person(person, self.tenant_of(person)) for person in self.everybody.values()]
        places += [of_chat(chat, ids, self.tenant_id) for chat in self.chats]
        for team in self.all_teams.values():
            places += [of_channel(channel, team, ids, self.tenant_id) for channel in team.channels]
        self.places = {place.id: place for place in places}

    def tenant_of(self, person: Person) -> str:
        """The company somebody's account belongs to."""
        return person.tenant_id or self.tenant_id

    def by_id(self, given: object) -> Person | None:
        """The person of this id in Teams or in Entra."""
        return next((one for one in self.everybody.values() if given in (one.id, one.aad_id)), None)

    def find_person(self, given: object) -> Person | None:
        """The person of this id, id in Entra or name."""
        known = self.everybody.values()
        return next((one for one in known if given in (one, one.id, one.aad_id, one.name)), None)

    def person(self, given: "str | Person") -> Person:
        """Who a test means."""
        found = self.find_person(given)
        if found is None:
            raise NotPossible(f"nobody here is called {given!r}; there are {sorted(p.name for p in self._all())}")
        return found

    def personal(self, person: Person) -> Place:
        """The chat between somebody and the bot."""
        return next(place for place in self.places.values() if place.kind == "personal" and person.id in place.members)

    def place(self, given: "str | Person | Place") -> Place:
        """Which chat or channel a test means: a person's name, a chat's, a channel's or team/channel, or an id."""
        if isinstance(given, Place):
            return given
        person = self.find_person(given)
        if person is not None:
            return self.personal(person)
        wanted = str(given).removeprefix("#")
        found = [place for place in self.places.values() if wanted in (place.id, place.name, place.full_name())]
        if len(found) != 1:
            raise NotPossible(
                f"{given!r} names {len(found)} of {[place.full_name() for place in self.places.values()]}"
            )
        return found[0]

    def people_in(self, place: Place) -> list[Person]:
        """Who is there, in the order of the tenant."""
        return [person for person in self._all() if person.id in place.members]

    def places_of(self, person: Person) -> list[str]:
        """Everything that somebody can open."""
        return [place.id for place in self.places.values() if person.id in place.members]

    def same_roster(self, place: Place) -> list[Place]:
        """The places that share their members and the bot with this one: the standard channels of a team, it first."""
        team = place.team
        if team is None or place.channel != "standard":
            return [place]
        shared = [one for one in self.places.values() if one.team is team and one.channel == "standard"]
        return sorted(shared, key=lambda one: one.id != team.id)

    def _all(self) -> list[Person]:
        return list(self.everybody.values())
