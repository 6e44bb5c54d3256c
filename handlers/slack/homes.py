"""Home tabs: a lead's queue, where the person stands, and the ways in.

Which cases stand on whose Home is kept with the cases: when one is erased, every Home that showed it is drawn anew.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.assistant import Answer, Assistant
from bot.dialogue.scene import Scene
from bot.messages import Press
from bot.places import Place
from bot.record import Person
from bot.store import Repeated, Store
from bot.views.overview import overview
from handlers.delivery import Delivery
from handlers.open import new_id
from handlers.slack import home_view
from handlers.slack.leads import Leads


class Homes:
    """Draws them. `scene` is what surrounds a person who says nothing."""

    def __init__(
        self,
        assistant: Assistant,
        store: Store,
        leads: Leads,
        client: AsyncWebClient,
        scene: Callable[[Delivery], Scene],
    ) -> None:
        self._assistant, self._store, self._leads, self._client = assistant, store, leads, client
        self._scene = scene
        self._listed: dict[Person, frozenset[str]] = {}
        """What each person's queue showed last, and is kept with its cases."""

    async def show(self, delivery: Delivery, press: Press | None = None) -> bool:
        """The Home tab, with a lead's queue as a press filters it. False where it is no filter: nothing is shown."""
        await self._leads.in_question()
        try:
            shown = await asyncio.to_thread(self._drawn, delivery, press)
        except Repeated:
            return True
        if press is not None and not shown.cards:
            return False
        own = await asyncio.to_thread(self._store.of_person, delivery.person)
        scene = replace(self._scene(delivery), own=own)
        view = home_view.home(overview(scene), scene.words, shown.cards)
        await self._client.views_publish(user_id=delivery.person.user, view=view)
        if await asyncio.to_thread(self._any_gone, shown.others):
            await self.show(replace(delivery, id=new_id()), press)
        return True

    def _drawn(self, delivery: Delivery, press: Press | None) -> Answer:
        shown = self._assistant.review_home(delivery.pressed(press) if press else delivery.typed(""))
        self._keep(delivery, frozenset(shown.others))
        return shown

    def _keep(self, delivery: Delivery, listed: frozenset[str]) -> None:
        """Before it is shown: a kill in between must leave no row that nobody knows of."""
        person = delivery.person
        place = str(Place(person.channel, "home", person.user))
        for consultation in listed - self._listed.get(person, frozenset()):
            # The name says nothing of whose Home it is: names are not sealed.
            self._store.said(f"{new_id()}:home", consultation, place, person.workspace, delivery.language)
        self._listed[person] = listed

    def _any_gone(self, listed: Iterable[str]) -> bool:
        """Whether one was erased while it was drawn, before it was kept with it where it stands."""
        return any(self._store.standing(consultation) is None for consultation in listed)
