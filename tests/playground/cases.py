"""A case of somebody else's in the log, before the server starts."""

from pathlib import Path

from bot.messages import Incoming
from bot.record import Person
from handlers.open import open_assistant, open_store
from handlers.settings import read_settings

from .page import SITUATION
from .processes import ALEX, TENANT, environment

UMA = Person(channel="teams", workspace=TENANT, user="aa000000-0000-4000-8000-000000000005")
LINES = (SITUATION, "yes", "3", "1", "2", "1", "skip")


def told(folder: Path) -> None:
    """Uma's consultation, up to its result."""
    settings = read_settings(environment(folder, "http://127.0.0.1", ALEX))
    with open_store(settings, begins=True) as (store, _):
        assistant = open_assistant(settings, store)
        for number, line in enumerate(LINES):
            place = UMA.private_place
            assistant.handle(Incoming(person=UMA, place=place, delivery=f"before-{number}", text=line))
