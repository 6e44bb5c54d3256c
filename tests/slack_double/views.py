"""Modals, in stacks of up to three for each user, and the Home of each user."""

import copy
import secrets
from dataclasses import dataclass, field

from . import blocks, limits, states
from .clock import Clock
from .refusals import Refused
from .sightings import Sightings
from .texts import Json
from .workspace import Workspace

_OPTIONAL = ("private_metadata", "callback_id", "external_id")


@dataclass
class View:
    """A modal or Home as one user has it before them."""

    user: str
    body: Json
    errors: Json = field(default_factory=dict)

    def shown(self) -> Json:
        """A copy for tests and payloads."""
        return copy.deepcopy(self.body)


class Views:
    """All views that are open, and the hashes that guard them."""

    def __init__(self, workspace: Workspace, clock: Clock, sightings: Sightings) -> None:
        self._workspace = workspace
        self._clock = clock
        self._sightings = sightings
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def open(self, user: str, given: Json) -> View:
        """A modal in front of the user; one that was open gives way to it."""
        self.stacks[user] = []
        return self.push(user, given)

    def push(self, user: str, given: Json) -> View:
        """A modal on top of those the user has open."""
        stack = self.stacks.setdefault(user, [])
        if len(stack) >= limits.VIEW_STACK:
            raise Refused("push_limit_reached")
        self._demand_new_external_id(given, None)
        view = View(user, self._body(given, None))
        view.body["previous_view_id"] = stack[-1].body["id"] if stack else None
        view.body["root_view_id"] = stack[0].body["id"] if stack else view.body["id"]
        stack.append(view)
        self._sightings.add(view.body, user=user)
        return view

    def update(self, view: View, given: Json, seen_hash: str | None) -> None:
        """Other contents in the same view, provided nobody changed it since that hash."""
        if seen_hash and seen_hash != view.body["hash"]:
            raise Refused("hash_conflict")
        if given["type"] != view.body["type"]:
            raise invalid([f"view type must stay {view.body['type']}"])
        self._demand_new_external_id(given, view)
        view.body = self._body(given, view.body)
        view.errors = {}
        self._sightings.add(view.body, user=view.user)

    def publish(self, user: str, given: Json, seen_hash: str | None) -> View:
        """The user's Home."""
        home = self.homes.get(user)
        if home is not None:
            self.update(home, given, seen_hash)
            return home
        if seen_hash:
            raise Refused("hash_conflict")
        self.homes[user] = home = View(user, self._body(given, None))
        home.body["root_view_id"] = home.body["id"]
        self._sightings.add(home.body, user=user)
        return home

    def find(self, view_id: str | None, external_id: str | None = None) -> View | None:
        """A view that is open, by its id or the app's own."""
        for view in [*self.homes.values(), *(view for stack in self.stacks.values() for view in stack)]:
            if view_id == view.body["id"] or (external_id and external_id == view.body["external_id"]):
                return view
        return None

    def top(self, user: str) -> View | None:
        """The modal that the user sees."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def is_open(self, view: View) -> bool:
        """Whether the modal is still somewhere in its user's stack."""
        return any(view is one for one in self.stacks.get(view.user, []))

    def close(self, view: View, *, all_of_them: bool = False) -> None:
        """Take the modal away, and those on top of it; or the whole stack."""
        stack = self.stacks.get(view.user, [])
        at = next((number for number, one in enumerate(stack) if one is view), len(stack))
        del stack[0 if all_of_them else at :]

    def _body(self, given: Json, old: Json | None) -> Json:
        kept = blocks.kept(given["blocks"])
        return {
            "type": given["type"],
            "blocks": kept,
            "hash": f"{int(self._clock.now())}.{secrets.token_hex(4)}",
            **{name: given.get(name) or "" for name in _OPTIONAL},
            **{name: given.get(name) for name in ("title", "submit", "close")},
            **{name: bool(given.get(name)) for name in ("clear_on_close", "notify_on_close")},
            "state": {"values": states.carried(old["state"]["values"] if old else {}, kept)},
            "id": old["id"] if old else f"V{secrets.token_hex(5).upper()}",
            "root_view_id": old["root_view_id"] if old else None,
            "previous_view_id": old["previous_view_id"] if old else None,
            "team_id": self._workspace.team_id,
            "app_installed_team_id": self._workspace.team_id,
            "app_id": self._workspace.app_id,
            "bot_id": self._workspace.bot_id,
        }

    def _demand_new_external_id(self, given: Json, but: View | None) -> None:
        external_id = given.get("external_id")
        if external_id and self.find(None, external_id) not in (None, but):
            raise Refused("duplicate_external_id")


def invalid(messages: list[str]) -> Refused:
    """The refusal of arguments, as views.* word it."""
    return Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {said}" for said in messages]})
