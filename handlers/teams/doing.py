"""What can be done with a card: its buttons in rows, in groups that unfold, and asked about before they are done."""

from collections.abc import Iterator, Sequence

from bot.messages import Button
from handlers.teams.asking import ASKS_FIRST, Asking, asking_first
from handlers.teams.blocks import Action, Made, actions, container, fits, in_full, lines, submit, toggle, unfold


def tap(button: Button, asking: Asking) -> Made:
    """A button as it is sent; one that needs to be told something shows first what."""
    label = asking.words("teams.shown", label=button.label) if button.chosen else button.label
    if button.press.action in ASKS_FIRST and not button.press.fields:
        return asking_first(button.press, label, asking, main=button.main)
    return submit(Action(button.press, label, main=button.main))


def doing(buttons: Sequence[Button], asking: Asking) -> Iterator[Made]:
    """Buttons in rows; those of a group wait below a button that names it.

    A label that is cut is said in full above, and a press that no button can carry as what to type.
    """
    carried = [button for button in buttons if fits(button.press)]
    untold = [f"[{button.label}] {button.say}" for button in buttons if button not in carried]
    shown = [button for button in carried if not button.group]
    groups: dict[str, list[Button]] = {}
    for button in carried:
        if button.group:
            groups.setdefault(button.group, []).append(button)
    folded = [unfold(group, _row(found, asking)) for group, found in groups.items()]
    cut = (*(button.label for button in carried), *groups)
    yield from (*lines(untold), *in_full(cut), *_row(shown, asking), *actions(folded))


def _row(buttons: Sequence[Button], asking: Asking) -> list[Made]:
    """Buttons, and below them what is asked before one of them is done."""
    made: list[Made] = []
    asked: list[Made] = []
    for button in buttons:
        if not button.confirms:
            made.append(tap(button, asking))
            continue
        id = asking.id(button.press, "sure")
        made.append(toggle(button.label, id))
        sure = [submit(Action(button.press, button.label)), toggle(asking.words("teams.cancel"), id)]
        asked.append(container([*lines((button.confirms,)), *actions(sure)], id=id, isVisible=False, style="emphasis"))
    return [*actions(made), *asked]
