"""Advice as cards: what to do now, levers with reasons, moment, persuasion, colleagues, what if it fails."""

from collections.abc import Iterable

from bot import interview
from bot.advice import Advice, reason_text
from bot.alerts import times_told, told_line
from bot.dialogue.scene import Scene
from bot.messages import Card, Detail, Note, Section
from bot.ranking import KINDS_WANTED, Ranked, why_not
from bot.understanding.replies import find_date
from bot.views.consultation import buttons, summary
from bot.views.investee import investee_cards
from bot.views.levers import begun, company_lines, how_of, place_of, title_of
from bot.views.translated import said
from knowledge.texts import Texts

AFTER_RESULT = (
    *("more", "why_not", "persuade", "inside", "fails", "brief"),
    *("ask_lead", "share", "questions", "tried", "remind", "helpful", "not_helpful"),
)
"""What can be done next, as buttons."""
MOST_REASONS = 3
TOLD = 3
"""Levers whose how begins to be told where all of it can be opened; the others say why they stand here."""


def result(scene: Scene, advice: Advice) -> tuple[Card, ...]:
    """The whole result, in the order it is read: safety, what is ours, people, levers, and what comes after."""
    return (
        *urgent_cards(scene, advice),
        *_first_lines(scene, advice),
        affected(scene),
        *_body(scene, advice),
        *_always_after(scene, advice),
        summary(scene).model_copy(update={"opens": "summary"}),
        _closing(scene),
    )


def _body(scene: Scene, advice: Advice) -> Iterable[Card]:
    if advice.route == "investee":
        yield from investee_cards(scene)
    if advice.levers:
        yield from lever_cards(scene, advice, advice.shown)
        yield moment_card(scene, advice)
    if advice.persuasion:
        yield persuade_card(scene, advice)


def _always_after(scene: Scene, advice: Advice) -> Iterable[Card]:
    yield inside_card(scene, advice)
    if advice.route in ("leverage", "no_link"):
        yield fails_card(scene)
    cautions = caution_lines(scene, advice)
    if cautions:
        yield Detail(title=scene.words("result.cautions"), sections=(Section(title="", lines=cautions),))


def urgent_cards(scene: Scene, advice: Advice) -> tuple[Card, ...]:
    """The banner, what to do for each kind of danger, and who was told; a note where it is severe but not now.

    On a guess it asks first whether anyone is in danger.
    """
    words, contacts = scene.words, scene.knowledge.contacts
    if not advice.urgent:
        return (Note(lines=(words("urgent.note"),)),) if advice.severe else ()
    kinds = ", ".join(words(f"word.safety.{kind}") for kind in advice.safety)
    own = advice.route == "own_operations"
    lines = [line for kind in advice.safety or ("unsure",) for line in words.lines(f"urgent.{kind}")]
    if own:
        lines = list(words.lines("urgent.own"))
    law = [words("urgent.law")] if {"forced", "child"} & set(advice.safety) and not own else []
    call = words("urgent.call", emergency=contacts.emergency_number or words("chat.local_emergency"))
    told = told_line(scene, advice)
    sure = kinds and advice.alarm == "likely"
    head = words("urgent.banner", kinds=kinds) if sure else words("urgent.possible")
    said = (head, *lines, *words.lines("urgent.always"), *law, call, told)
    return (Note(lines=said, urgent=True, times=times_told(scene)),)


def _first_lines(scene: Scene, advice: Advice) -> Iterable[Card]:
    words = scene.words
    channel = scene.knowledge.contacts.company_channel or words("chat.not_set")
    if advice.route == "own_operations":
        lines = words.lines("say.own_operations", channel=channel)
    elif advice.route == "investee":
        lines = tuple(words.lines(f"first.{_tense_key(advice)}", **_lever_and_moment(scene, advice))[1:2])
    else:
        lines = words.lines(f"first.{_tense_key(advice)}", **_lever_and_moment(scene, advice))
    if advice.alleged and lines:
        lines = (words("first.alleged", line=lines[0]), *lines[1:])
    yield Note(lines=(*lines, words("result.preliminary")))


def _tense_key(advice: Advice) -> str:
    return f"{advice.connection}.{'potential' if advice.potential else 'now'}"


def _lever_and_moment(scene: Scene, advice: Advice) -> dict[str, str]:
    words = scene.words
    lever = advice.levers[0].lever if advice.levers else None
    moment = words("first.no_moment")
    if advice.moments and advice.moment_answered:
        moment = inside_sentence(words, words(f"choice.moment.{advice.moments[0].id}"))
        moment = f"{moment} ({_when(scene)})" if _when(scene) else moment
    name = f"{lever.id} ({title_of(words, lever)})" if lever else words("affected.title")
    return {"lever": name, "moment": moment}


def inside_sentence(words: Texts, label: str) -> str:
    """A label as it stands inside a sentence: German nouns keep their capital."""
    return label if words.language == "de" else label[:1].lower() + label[1:]


def _when(scene: Scene) -> str:
    return next(iter(scene.consultation.answers.get("when", ())), "")


def affected(scene: Scene) -> Detail:
    """The people affected: asked in every result."""
    return Detail(
        title=scene.words("affected.title"), sections=(Section(title="", lines=(scene.words("affected.text"),)),)
    )


def lever_cards(scene: Scene, advice: Advice, shown: Iterable[Ranked], start: int = 1) -> Iterable[Card]:
    """Levers as one card: how, why for you, what to be careful about, section."""
    words = scene.words
    sections = tuple(_lever_section(scene, advice, ranked, n) for n, ranked in enumerate(shown, start))
    lines = []
    if advice.route == "no_link":
        lines.append(words("result.voluntary"))
    if start == 1 and len({r.lever.category for r in advice.shown}) < KINDS_WANTED:
        actors = ", ".join(words(f"word.actor.{actor}") for actor in interview.actors_of(advice.understood))
        lines.append(words("result.fewer", why=actors))
    head = (Section(title="", lines=tuple(lines)),) if lines else ()
    yield Detail(title=words("result.levers"), sections=(*head, *sections))


def _lever_section(scene: Scene, advice: Advice, ranked: Ranked, number: int) -> Section:
    words, lever = scene.words, ranked.lever
    reasons = " · ".join(reason_text(reason, words) for reason in ranked.reasons[:MOST_REASONS])
    careful = [f"{words('result.careful')}: {said(words, caveat)}" for caveat in lever.caveats]
    held = [words("result.held")] if lever.id in advice.held else []
    ours = company_lines(scene.knowledge, words, lever)
    why = f"{words('result.why')}: {reasons}."
    told = (f"{begun(how_of(words, lever))} ({lever.source})",) if number <= TOLD else ()
    return Section(
        title=f"{number} · {title_of(words, lever)}",
        place=f"{lever.id} · {place_of(words, lever)}",
        lines=(how_of(words, lever), why, *ours, *careful, *held, f"({lever.source})"),
        short=(*told, why, *held),
        opens=lever.id,
    )


def moment_card(scene: Scene, advice: Advice) -> Detail:
    """The next moment with its date, or how to make one."""
    words, when = scene.words, _when(scene)
    if not advice.moments or not advice.moment_answered:
        lines = [words("result.moment_make")]
        lines += [_moment_line(scene, moment.id, said(words, moment, "prepare"), "") for moment in advice.moments]
    else:
        lines = [_moment_line(scene, moment.id, said(words, moment, "prepare"), when) for moment in advice.moments]
    return Detail(
        title=words("result.moment"), sections=(Section(title="", lines=tuple(lines)),), source="Shift 2013, I.5"
    )


def _moment_line(scene: Scene, moment_id: str, prepare: str, when: str) -> str:
    key = "result.moment_dated" if when and find_date(when) else "result.moment_line"
    label = scene.words(f"choice.moment.{moment_id}")
    return scene.words(key, moment=label, id=moment_id, prepare=prepare, date=when)


def persuade_card(scene: Scene, advice: Advice) -> Detail:
    """Tips for this counterpart, each with its principle, and what never to do."""
    words = scene.words
    principles = {principle.id: principle for principle in scene.knowledge.principles}
    tips = [f"{said(words, principles[p.principle], 'title')}: {said(words, p.tip)}" for p in advice.persuasion]
    used = dict.fromkeys(p.principle for p in advice.persuasion)
    nevers = [said(words, never) for principle in used for never in principles[principle].never[:1]]
    sections = (
        Section(title="", lines=tuple(tips) or (words("persuade.none"),)),
        Section(title="", lines=tuple(words("persuade.never", text=never) for never in nevers)),
    )
    return Detail(
        title=words("persuade.title"),
        sections=tuple(s for s in sections if s.lines),
        source=f"Shift 2013, I.6; {words('lookup.ours')}",
        opens="persuade",
    )


def inside_card(scene: Scene, advice: Advice) -> Detail:
    """How to move colleagues."""
    words = scene.words
    items = tuple(f"{said(words, item)} ({item.id})" for item in advice.internal)
    return Detail(
        title=words("culture.title"),
        sections=(Section(title="", lines=(words("culture.text"), *items)),),
        source="Shift 2013, III",
        opens="inside",
    )


def fails_card(scene: Scene) -> Detail:
    """What if it does not work: build more, then look at ending, with what ending and suspending do to people."""
    words = scene.words
    crucial = scene.consultation.answers.get("crucial", ("unclear",))[0]
    lines = (*words.lines("exit.steps"), words(f"exit.{crucial}"), words("exit.suspending"), words("exit.never_today"))
    return Detail(
        title=words("exit.title"), sections=(Section(title="", lines=lines),), source="Shift 2013, I.1", opens="fails"
    )


def caution_lines(scene: Scene, advice: Advice) -> tuple[str, ...]:
    """Gates and cautions that go with the levers shown."""
    words = scene.words
    gates = [words(f"gate.{gate.id}") for gate in advice.gates]
    return (*gates, *(words(f"caution.{caution.id}") for caution in advice.cautions))


def _closing(scene: Scene) -> Note:
    words = scene.words
    if not scene.consultation.number:
        return Note(lines=(words("result.sources"),))
    case = words("result.case", number=f"{scene.consultation.number:04d}")
    return Note(lines=(f"{case} {words('result.sources')}",), buttons=buttons(scene, *AFTER_RESULT, *_files(scene)))


def _files(scene: Scene) -> tuple[str, ...]:
    return ("export",) if scene.takes_documents else ()


def against(scene: Scene, advice: Advice, lever_id: str) -> tuple[str, ...]:
    """What the answers say against a lever, in words."""
    return tuple(scene.words(key) for key in why_not(scene.knowledge, lever_id, advice.understood))


def brief(scene: Scene, advice: Advice) -> Detail:
    """One page for a meeting: the ask, three questions, what not to say, the fallback. Free of case data."""
    words = scene.words
    top = [r.lever for r in advice.levers if r.lever.id not in advice.held][:2] or [r.lever for r in advice.levers[:2]]
    ask = [words("brief.ask_line", title=f"{title_of(words, x)} ({x.id})", how=how_of(words, x)) for x in top[:1]]
    fallback = [words("brief.fallback_line", title=title_of(words, x), id=x.id) for x in top[1:2]]
    sections = (
        Section(title=words("brief.ask"), lines=tuple(ask)),
        Section(title=words("brief.questions"), lines=tuple(words(f"brief.q{n}") for n in (1, 2, 3))),
        Section(title=words("brief.not_say"), lines=tuple(words(f"brief.n{n}") for n in (1, 2, 3))),
        Section(title=words("brief.fallback"), lines=(*fallback, words("brief.fallback_none"))),
    )
    return Detail(title=words("brief.title"), sections=tuple(section for section in sections if section.lines))
