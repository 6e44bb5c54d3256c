"""A workspace as data: its people, channels and user groups, and the app that is installed in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .refusals import NotPossible, Refused
from .texts import Json


@dataclass
class User:
    """A person or a bot, with the flags users.info tells of them."""

    id: str
    name: str
    real_name: str = ""
    tz: str = "Europe/Berlin"
    tz_offset: int = 3600
    locale: str = "en-US"
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False
    team_id: str | None = None
    enterprise_id: str | None = None
    is_admin: bool = False

    def is_guest(self) -> bool:
        """Whether they see only the channels they were asked into."""
        return self.is_restricted or self.is_ultra_restricted or self.is_stranger


@dataclass
class Channel:
    """A place where messages stand: a public or private channel, or a direct message."""

    id: str
    name: str = ""
    is_im: bool = False
    is_mpim: bool = False
    is_private: bool = False
    is_ext_shared: bool = False
    is_archived: bool = False
    members: set[str] = field(default_factory=set)

    def kind(self) -> str:
        """The word scopes and channel_type go by: im, mpim, group or channel."""
        if self.is_im or self.is_mpim:
            return "im" if self.is_im else "mpim"
        return "group" if self.is_private else "channel"

    def shown_name(self) -> str:
        """The name that payloads carry."""
        if self.is_im:
            return "directmessage"
        return "privategroup" if self.is_private and not self.is_mpim else self.name


@dataclass
class UserGroup:
    """A user group and who is in it."""

    id: str
    handle: str
    users: list[str] = field(default_factory=list)


def _default_users() -> list[User]:
    return [
        User("U0ALEX", "alex", "Alex Example", is_admin=True),
        User("U0SAM", "sam", "Sam Sample", tz="America/New_York", tz_offset=-18000),
    ]


def _default_channels() -> list[Channel]:
    return [Channel("C0GENERAL", "general", members={"U0ALEX", "U0SAM", "U0BOT"})]


@dataclass
class Workspace:
    """Everything that is there before the first message; on Enterprise Grid with the organisation around it."""

    users: Iterable[User] = field(default_factory=_default_users)
    channels: Iterable[Channel] = field(default_factory=_default_channels)
    groups: Iterable[UserGroup] = ()
    team_id: str = "T0TEAM"
    team_name: str = "Team"
    domain: str = "team"
    enterprise_id: str | None = None
    enterprise_name: str = "Organisation"
    is_enterprise_install: bool = False
    app_id: str = "A0APP"
    bot_id: str = "B0BOT"
    bot_user_id: str = "U0BOT"
    bot_name: str = "bot"

    def __post_init__(self) -> None:
        bot = User(self.bot_user_id, self.bot_name, self.bot_name, is_bot=True)
        self.people = {user.id: user for user in [*self.users, bot]}
        self.places = {channel.id: channel for channel in self.channels}
        self.teams = {group.id: group for group in self.groups}

    def user(self, user_id: str) -> User:
        """The user of this id, or Slack's refusal."""
        if user_id not in self.people:
            raise Refused("user_not_found")
        return self.people[user_id]

    def person(self, name: str | User) -> User:
        """Who a test means, by id or by name."""
        wanted = name.id if isinstance(name, User) else name
        found = [user for user in self.people.values() if wanted in (user.id, user.name)]
        if not found:
            raise NotPossible(f"nobody here is called {wanted!r}; there are {sorted(self.people)}")
        return found[0]

    def place(self, name: str | Channel) -> Channel:
        """Which channel a test means, by id or by name."""
        wanted = (name.id if isinstance(name, Channel) else name).removeprefix("#")
        found = [channel for channel in self.places.values() if wanted in (channel.id, channel.name)]
        if not found:
            raise NotPossible(f"there is no channel {wanted!r}; there are {sorted(self.places)}")
        return found[0]

    def im_with(self, user_id: str) -> Channel:
        """The direct message between the app and somebody; it is there from the first time it is asked for."""
        channel = Channel(f"D{user_id[1:]}", is_im=True, members={user_id, self.bot_user_id})
        return self.places.setdefault(channel.id, channel)

    def group_with(self, user_ids: list[str]) -> Channel:
        """The direct message between the app and several people."""
        members = {*user_ids, self.bot_user_id}
        channel = Channel("G" + "".join(sorted(user_ids)), is_mpim=True, is_private=True, members=members)
        return self.places.setdefault(channel.id, channel)

    def can_read(self, user: User, channel: Channel) -> bool:
        """Whether somebody can open the channel: its members can, and every full member a public one."""
        return user.id in channel.members or (channel.kind() == "channel" and not user.is_guest())

    def enterprise(self) -> Json | None:
        """The organisation as payloads carry it; nothing outside Enterprise Grid."""
        return {"id": self.enterprise_id, "name": self.enterprise_name} if self.enterprise_id else None

    def known_ids(self) -> frozenset[str]:
        """Every id a mention may name."""
        return frozenset(self.people) | frozenset(self.places) | {f"subteam^{group}" for group in self.teams}
