"""Personal details in a text: pointed out before anything is saved.

A light warning, not a promise. E-mail addresses, handles and phone numbers are found by their shape, names by lists
of names and by what stands around them (`knowledge/content/names.toml`). What the earlier kind has found is blanked
for the later ones, so that no detail lies inside another. Every step is linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.understanding.words import fold
from knowledge.load import load_names
from knowledge.schema.names import Names

Kind = Literal["email", "phone", "handle", "name"]


@dataclass(frozen=True)
class Trace:
    """One personal detail: what kind, its words, where it stands."""

    kind: Kind
    words: str
    start: int
    end: int


def traces(text: str, names: Names | None = None) -> tuple[Trace, ...]:
    """The personal details in a text, in order, none inside another; `names` default to the content's."""
    found: list[Trace] = []
    rest = text
    finders: tuple[tuple[Kind, Callable[[str], Iterable[Span]]], ...] = (
        ("email", _emails),
        ("handle", _handles),
        ("phone", _phones),
        ("name", lambda rest: _Reading(rest, _lexicon(names or load_names())).names()),
    )
    for kind, find in finders:
        spans = list(find(rest))
        found += [Trace(kind, text[start:end], start, end) for start, end in spans]
        rest = _blanked(rest, spans)
    return tuple(sorted(found, key=lambda trace: trace.start))


def without_traces(text: str, labels: dict[Kind, str], names: Names | None = None) -> str:
    """The text with each personal detail replaced by its label in brackets.

    An address or number that was found once goes wherever it stands.
    """
    found = traces(text, names)
    for trace in reversed(found):
        text = f"{text[: trace.start]}[{labels[trace.kind]}]{text[trace.end :]}"
    for kind, words in sorted({(t.kind, t.words) for t in found if t.kind in ("email", "phone")}):
        text = text.replace(words, f"[{labels[kind]}]")
    return text


Span = tuple[int, int]


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with these places made unreadable, all others where they were."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


# ---- e-mail addresses and handles ----
#
# Each pattern begins with the sign it can't be without, which is quick to find; what stands before is looked up then.

_DOT = r"(?:\s?[(\[{]\s?(?:dot|punkt|punto|point|ponto|\.)\s?[)\]}]\s?|\s(?:dot|punkt|punto|point|ponto)\s|\.)"
_DOT_SPELLED = r"(?:\s?[(\[{]\s?dot\s?[)\]}]\s?|\sdot\s)"
_MAILTO = re.compile(r"<mailto:[^<>\n]{1,320}>")
_DOMAINS = (
    # Also without a dot, but "l@s trabajador@s" is no address.
    re.compile(r"@(?:(?:[\w-]+\.)+[^\W\d_][\w-]+|[^\W\d_][\w-]{3,})"),
    re.compile(
        rf"""(?:\s?[(\[{{<]\s?(?:at|ät|@|arroba|arobase|a)\s?[)\]}}>]\s?|\s(?:@|arroba|arobase)\s)
          [\w-]{{1,63}}(?:{_DOT}[^\W\d_]{{2,24}}){{1,4}}
        | \sat\s[\w-]{{1,63}}(?:{_DOT_SPELLED}[^\W\d_]{{2,24}}){{1,4}}
        | \sat\s(?:gmail|yahoo|hotmail|outlook|gmx|icloud|web|proton|protonmail)\.[a-z]{{2,3}}\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
)
_LOCAL_PART = re.compile(r"(?<![\w.+-])(?:[A-Za-z]['’])?[\w.+-]+\Z")
_LONGEST_LOCAL_PART = 64

_HANDLES = (
    re.compile(r"<@[A-Za-z0-9]+(?:\|[^<>\n]{0,80})?>"),
    re.compile(r"<at(?:\s[^<>\n]{0,80})?>[^<>\n]{1,80}</at>"),
    re.compile(r"(?:linkedin\.com/in|t\.me|wa\.me|instagram\.com)/@?[\w.+%-]{3,}"),
    re.compile(r"@(?<![\w.@/]@)(?!(?:here|channel|everyone|all|team)\b)[^\W\d_](?:[\w.-]*\w)"),
)
_ACCOUNT = re.compile(r"[:=]\s?(?P<name>[^\W\d_]\w{0,40}[._\d][\w.-]{0,40}\w)")
_SERVICE = re.compile(
    r"\b(?:skype|telegram|whatsapp|signal|instagram|wechat|twitter|tiktok|user\s?name|login|usuario|benutzername|identifiant)"
    r"(?:\s(?:id|name))?\s?\Z",
    re.IGNORECASE,
)


def _emails(text: str) -> Iterator[Span]:
    spelled = (match for domain in _DOMAINS for match in domain.finditer(text))
    found = [(start, match.end()) for match in spelled if (start := _local_part(text, match.start())) is not None]
    return _apart([*found, *(match.span() for match in _MAILTO.finditer(text))])


def _local_part(text: str, end: int) -> int | None:
    """Where the part before the "@" begins."""
    start = max(0, end - _LONGEST_LOCAL_PART)
    match = _LOCAL_PART.search(text[start:end])
    return start + match.start() if match else None


def _handles(text: str) -> Iterator[Span]:
    shaped = [match.span() for pattern in _HANDLES for match in pattern.finditer(text)]
    accounts = (m.span("name") for m in _ACCOUNT.finditer(text) if _SERVICE.search(_before(text, m.start())))
    return _apart([*shaped, *accounts])


# ---- phone numbers ----

_LOOK_BACK = 40
_SEP = r"[ \u00a0\u2009\u202f().\-‐‑–/]"
_ZEROS = "٠۰०০๐၀០０"
_PLAIN_DIGITS = {ord(zero) + n: str(n) for zero in _ZEROS for n in range(10)}
_DIGITS = re.compile(rf"\d(?:{_SEP}{{0,3}}\d){{5,}}")
_FIRST = r"(?<![\w.,:+€$£/\-])(?<!\d[ \u00a0])"
_SHAPES = (
    rf"(?<![\w+])\(?(?:\+\s?\(?|00)[1-9](?:{_SEP}{{0,3}}\d){{7,13}}",  # +49 171 1234567, 0049..., (+880) 1712-345678
    rf"(?<![\w.,:+€$£/\-])\(?0[1-9](?:{_SEP}{{0,3}}\d){{7,10}}",  # 06 12 34 56 78, (030) 901820, 01712-345678
    rf"{_FIRST}(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{{3}}[ .-]\d{{4}}",  # US, CA, CO, PH: 415-555-2671
    rf"{_FIRST}[679]\d\d[ -]\d{{3}}[ -]\d{{3}}",  # ES, PT, PE: 612 345 678
    rf"{_FIRST}[6-9]\d\d(?:[ -]\d\d){{3}}|{_FIRST}[89]\d[ -]\d{{3}}(?:[ -]\d\d){{2}}",  # ES: 612 34 56 78, 91 123 45 67
    rf"{_FIRST}[6-9]\d{{4}}[ -]\d{{5}}",  # IN: 98765 43210
    rf"{_FIRST}1[3-9]\d[ -]\d{{4}}[ -]\d{{4}}",  # CN: 138 0013 8000
    rf"{_FIRST}(?:\(\d\d\) ?9?|\d\d 9)\d{{4}}[ -]\d{{4}}|{_FIRST}(?:33|55|56|81)[ -]\d{{4}}[ -]\d{{4}}",  # BR, MX
    rf"{_FIRST}(?:1[3-9]\d{{9}}|[6-9]\d{{9}}|[67]\d{{8}})",  # CN, IN, ES in one run
)
_ENDS = r"(?!\w|\s?[%°]|[.,:-]\d)"
_PHONE = re.compile(rf"(?:{'|'.join(_SHAPES)}){_ENDS}")
_ANY_NUMBER = re.compile(rf"\d(?:{_SEP}{{0,2}}\d){{5,14}}{_ENDS}")
_CUE = (
    r"\b(?:tel|telefon|telephone|phone|mobile|mobil|cell|cellphone|handy|whatsapp|signal|viber|wechat|call|ring|text|sms|fax"
    r"|hotline|rufnummer|telefonnummer|handynummer|mobilnummer|anrufen|ruf|teléfono|telefono|móvil|celular|cel|llama|llamar"
    r"|llámame|téléphone|portable|appeler|appelez|appelle|reach"
    r"|(?:my|his|her|their|meine|seine|ihre|mi|su|mon|son)\s(?:number|nummer|número|numero|numéro))\b"
)
_SMALL = r"(?:is|at|on|no|nr|number|nummer|me|him|her|them|ist|lautet|unter|an|es|al|est|au|le|n°|nº|número|numéro)"
_CUE_BEFORE = re.compile(_CUE, re.IGNORECASE)
_CUE_ENDS = re.compile(rf"{_CUE}(?:[\s.:=]{{1,3}}{_SMALL}\b){{0,3}}[\s.:=#(+-]{{0,4}}\Z", re.IGNORECASE)
_OTHER_NUMBER = re.compile(
    r"\b(?:order|po|invoice|case|file|ref|reference|ticket|contract|account|iban|vat|isbn|issn|ean|gtin|sku|part|item|serial"
    r"|batch|lot|article|art|hs|hts|code|cas|duns|registration|reg|licen[cs]e|permit|id|tracking|shipment|delivery|container"
    r"|claim|docket|az|aktenzeichen|fall|vorgang|bestellung|auftrag|rechnung|\w{2,30}(?:nummer|nr)|pedido|factura|caso"
    r"|expediente|contrato|cuenta|rfc|nit|ruc|commande|facture|dossier|affaire|contrat|compte|siret|siren|no|nr)\b|[#№]|n[°º]",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(
    r"(?:[€$£¥₹]|\b(?:eur|usd|gbp|inr|chf|bdt|mxn|php|vnd|cny|rmb|brl|rs\.?))\s?\Z", re.IGNORECASE
)
_AMOUNT_AFTER = re.compile(
    r"\s?(?:[€$£¥₹]|(?:eur|usd|gbp|inr|chf|bdt|mxn|vnd|cny|euros?|dollars?|pesos|rupees|taka|francs|people|workers|employees"
    r"|units|pieces|pairs|tonn?e?s?|tons|kg|km|ha|m2|years|stück|tonnen|mitarbeiter|beschäftigte|menschen|personas"
    r"|trabajadores|toneladas|unidades|piezas|personnes|travailleurs|salariés|tonnes|unités|pièces)\b)",
    re.IGNORECASE,
)
_ADDRESS_OF_PAGE = re.compile(r"https?://[^\s<>|]+")
_DATE_OR_TIME = re.compile(
    # 2024-05-01; 1.5.2024; 01.05.24 and spans of it; 08:00-17:00; 24/7. Not inside a longer number ("06.12.11.10.12").
    r"""\d(?<!\d\d)(?:
      (?:(?<=1)9|(?<=2)0)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)
    | (?<!\d[./-]\d)\d?([./-])\d{1,2}\2(?:19|20)\d\d(?!\d)
    | (?<!\d[./-]\d)(?:(?<=[0-3])\d)?([./-])[0-3]?\d\3\d\d(?:\s?[-–]\s?\d{1,2}\3\d{1,2}\3\d\d)?(?!\d|\3\d)
    | (?:(?<=[0-2])\d)?[.:]\d\d\s?[-–]\s?[0-2]?\d[.:]\d\d(?!\d)
    | (?<=2)4/7\b)""",
    re.VERBOSE,
)
_IBAN = re.compile(r"[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b")
_YEARS = re.compile(rf"(?:(?:19|20)\d\d{_SEP}*)+")


def _phones(text: str) -> Iterator[Span]:
    text = text.translate(_PLAIN_DIGITS)
    for pattern in (_ADDRESS_OF_PAGE, _IBAN, _DATE_OR_TIME):
        text = _blanked(text, [match.span() for match in pattern.finditer(text)])
    return _apart(span for digits in _DIGITS.finditer(text) for span in _phones_in(text, *digits.span()))


def _phones_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The phone numbers in one run of digits: of a known shape, or any after a word such as "call"."""
    for match in _PHONE.finditer(text, max(0, start - 3), end + 3):
        first = match.start() + (match.group().startswith("(") and ")" not in match.group())
        if _is_phone(text, first, match.end()):
            yield first, match.end()
    number = _ANY_NUMBER.match(text, start, end + 3)
    if number and _CUE_ENDS.search(_before(text, start)) and not _is_amount(text, start, number.end()):
        opened = start > 0 and (text[start - 1] == "+" or (text[start - 1] == "(" and ")" in number.group()))
        yield start - opened, number.end()


def _is_phone(text: str, start: int, end: int) -> bool:
    """Nothing around it says that it is an amount or the number of an order or case."""
    if _is_amount(text, start, end):
        return False
    before = _before(text, start)
    is_other = _last(_OTHER_NUMBER, before) > _last(_CUE_BEFORE, before) and not _CUE_ENDS.search(before)
    return "+" in text[start:end] or not is_other


def _is_amount(text: str, start: int, end: int) -> bool:
    money = _AMOUNT_AFTER.match(text, end) or _MONEY_BEFORE.search(_before(text, start))
    return bool(money or _YEARS.fullmatch(text, start, end))


def _before(text: str, end: int) -> str:
    return text[max(0, end - _LOOK_BACK) : end]


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order; those that overlap are one."""
    held: Span | None = None
    for start, end in sorted(spans):
        if held is not None and start < held[1]:
            held = (held[0], max(end, held[1]))
            continue
        if held is not None:
            yield held
        held = (start, end)
    if held is not None:
        yield held


# ---- names ----

_LETTERS = r"(?:[^\W\d_]|[\u0300-\u036f])+"
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĽĻŃŇŅŌŐŘŚŞŠŤŪŮŰŲŹŻŽ"
_TOKEN = re.compile(rf"(?:[dlnjmts]|qu)['’](?=[{_UPPER}])|{_LETTERS}(?:['’‑-](?!s\b){_LETTERS})*")
_SPACES = " \u00a0\u2009\u202f\t"
_LONGEST_NAME = 4
_WIDEST_GAP = 3
_AND = frozenset({"and", "or", "und", "oder", "y", "o", "et", "ou"})
_BESIDE = (", ", " (", ": ")
_CLOSES = ("", ",", ")", ".", ":", ";")
_FURTHEST_NOUN = 5
_FURTHEST_ROLE = 3


class _Lexicon:
    """The lists of `Names`, folded, and which rule each word sets off."""

    def __init__(self, names: Names) -> None:
        self.given = _folded(names.given)
        self.also_words, self.surnames, self.first_surnames = map(
            _folded, (names.also_words, names.surnames, names.first_surnames)
        )
        self.known = self.given | self.surnames
        self.particles, self.titles, self.titles_in_capitals = map(
            _folded, (names.particles, names.titles, names.titles_in_capitals)
        )
        self.roles, self.things, self.before, self.after = map(
            _folded, (names.roles, names.things, names.before, names.after)
        )
        self.where, self.place_before, self.bodies, self.not_names = map(
            _folded, (names.where, names.place_before, names.bodies, names.not_names)
        )
        self.named = tuple(tuple(fold(phrase).split()) for phrase in names.named)
        self.not_persons: dict[str, list[list[str]]] = {}
        for phrase in names.not_persons:
            self.not_persons.setdefault(_words(phrase)[0], []).append(_words(phrase))
        self.rules: dict[str, list[Callable[[_Reading, int], Span | None]]] = {}
        for words, rule in (
            (self.given, _Reading.given_name),
            (self.also_words, _Reading.word_and_surname),
            (self.surnames | self.first_surnames, _Reading.surname_first),
            (self.titles, _Reading.after_title),
            (self.roles, _Reading.after_role),
            ({phrase[-1] for phrase in self.named}, _Reading.after_named),
        ):
            for word in words:
                self.rules.setdefault(word, []).append(rule)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _words(text: str) -> list[str]:
    return [fold(match.group()) for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=4)
def _lexicon(names: Names) -> _Lexicon:
    return _Lexicon(names)


class _Reading:
    """One text as words, and the rules that tell which of them are a person's name.

    A rule looks at the word that set it off and a few around it, and answers with the first and last word of a name.
    """

    def __init__(self, text: str, lexicon: _Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self._spans = [match.span() for match in _TOKEN.finditer(text)]
        self._folded = [fold(text[start:end]) for start, end in self._spans]

    def names(self) -> Iterator[Span]:
        """Where the names stand."""
        found = [span for i, word in enumerate(self._folded) for rule in self._rules(word) if (span := rule(self, i))]
        known = {i for first, last in found for i in range(first, last + 1)}
        found += [(i, i) for i in self._listed(known)]
        found += [(i, i) for i in self._again(known)]
        return _apart((self._spans[first][0], self._spans[last][1]) for first, last in found)

    def _rules(self, word: str) -> Iterable[Callable[["_Reading", int], Span | None]]:
        rules = self._lexicon.rules
        return rules[word] if word in rules else rules.get(word.partition("-")[0], ())

    def _listed(self, known: set[int]) -> Iterator[int]:
        """Given names in a row before one that counts: "Maria, Ahmed and Fatima said"."""
        for i in range(len(self._folded) - 2, -1, -1):
            if i in known or self._folded[i] not in self._lexicon.given or not self._is_title_case(i):
                continue
            joined = self._folded[i + 1] in _AND
            following = i + 2 if joined else i + 1
            if following in known and (joined or self._gap(i + 1) == ", ") and not self._is_place(i):
                known.add(i)
                yield i

    def _again(self, known: set[int]) -> Iterator[int]:
        """A word of a name that was found, alone: "Mr Khan ... and Khan refused"."""
        no_names = self._lexicon.titles | self._lexicon.particles | self._lexicon.also_words | self._lexicon.roles
        parts = {self._folded[i] for i in known if self._is_name_word(i)} - no_names
        for i, word in enumerate(self._folded):
            if word not in parts or i in known or not self._is_name_word(i):
                continue
            if not (self._is_place(i) or self._is_body(i) or self._follows_capital(i)):
                yield i

    # -- rules --

    def given_name(self, i: int) -> Span | None:
        """As in "Maria Lopez", "maria lopez", and "Maria" where somebody acts."""
        if self._is_place(i) or self._is_no_person(i) or self._is_compound(i):
            return None
        last = self._end(i) if self._is_title_case(i) else i
        if last == i:
            last = self._end_by_surname(i)
        if self._is_body(last):
            return None
        if last > i or (self._is_title_case(i) and self._acts(i)):
            return i, last
        return None

    def word_and_surname(self, i: int) -> Span | None:
        """As in "Grace Lopez": an ordinary word unless a known surname follows."""
        if not self._is_title_case(i) or not self._is_near(i + 1) or self._folded[i + 1] not in self._lexicon.surnames:
            return None
        if not self._is_name_word(i + 1) or self._is_place(i) or self._is_no_person(i):
            return None
        last = self._end(i)
        return None if self._is_body(last) else (i, last)

    def surname_first(self, i: int) -> Span | None:
        """As in "Lopez, Maria", "Nguyen Van Duc", and "J. Lopez"."""
        if not self._is_name_word(i) or self._is_place(i) or self._is_no_person(i):
            return None
        if i and self._is_initial(i - 1):
            return i - 1, i
        if self._folded[i] in self._lexicon.first_surnames and (last := self._end(i)) > i and not self._is_body(last):
            return i, last
        follows = i + 1 < len(self._spans) and self._gap(i + 1) in (" ", ", ") and self._is_title_case(i + 1)
        if follows and self._folded[i + 1] in self._lexicon.given and not self._is_body(i + 1):
            return i, i + 1
        return None

    def after_title(self, i: int) -> Span | None:
        """As in "Mr Khan", "Frau Dr. Müller", "señora lopez"."""
        if self._folded[i] in self._lexicon.titles_in_capitals and not self._is_capital(i):
            return None
        if self._is_no_person(i) or (self._folded[i] == "m" and not self._gap(i + 1).startswith(".")):
            return None
        first = i + 1
        while self._is_near(first, dotted=True) and self._folded[first] in self._lexicon.titles and first < i + 3:
            first += 1
        if not self._is_near(first, dotted=True):
            return None
        first = self._past_particles(first)
        known = self._folded[first] in self._lexicon.known
        if not (known or self._is_name_word(first, capitals=3) or self._is_initial(first)):
            return None
        last = self._end(first)
        return None if self._is_body(last) else (i, last)

    def after_role(self, i: int) -> Span | None:
        """As in "the foreman Kofi Asante", "supervisor Khan", "Witness: Kofi Asante"."""
        first = i + 1
        if not (self._is_near(first) or self._gap(first) in _BESIDE):
            return None
        if not self._is_name_word(first) or self._is_no_person(first):
            return None
        last = self._end(first)
        if self._gap(first) == ", " and self._gap(last + 1).lstrip()[:1] not in _CLOSES:
            return None
        if self._folded[first] in self._lexicon.place_before or self._is_body(last) or self._goes_on(last):
            return None
        return (first, last) if last > first or self._folded[first] in self._lexicon.surnames else None

    def after_named(self, i: int) -> Span | None:
        """As in "a woman named Rahima", "heißt Tenzin Dorje"; not "a factory named Blue Star"."""
        begins = self._cue_begins(i)
        first = i + 1
        if begins is None or not self._is_near(first) or not self._is_name_word(first) or self._is_no_person(first):
            return None
        last = self._end(first)
        if self._is_body(last) or self._goes_on(last) or self._folded[first] in self._lexicon.place_before:
            return None
        bearer = self._bearer(begins)
        if bearer == "thing":
            return None
        speaks_of_itself = self._folded[begins] in ("name", "nombre", "nom", "me", "heisse", "m'appelle")
        alone_counts = bearer == "person" or speaks_of_itself or self._folded[first] in self._lexicon.given
        return (first, last) if last > first or alone_counts else None

    # -- what stands around --

    def _gap(self, i: int) -> str:
        """What stands between the word before and this one."""
        return self._text[self._spans[i - 1][1] : self._spans[i][0]] if 0 < i < len(self._spans) else "\n"

    def _is_near(self, i: int, *, dotted: bool = False) -> bool:
        """Only a space stands before it; after a title or an initial, a dot may too."""
        gap = self._gap(i)
        if gap == " ":
            return True
        if dotted or (i > 0 and self._is_initial(i - 1)):
            gap = gap.removeprefix(".") or " "
        return 0 < len(gap) <= _WIDEST_GAP and not gap.strip(_SPACES)

    def _word(self, i: int) -> str:
        start, end = self._spans[i]
        return self._text[start:end]

    def _is_capital(self, i: int) -> bool:
        return self._text[self._spans[i][0]].isupper()

    def _is_title_case(self, i: int) -> bool:
        """As in "Maria", "Anne-Marie", "Min-jun", "McDonald"; not "HR"."""
        return self._is_capital(i) and not self._word(i).isupper()

    def _is_compound(self, i: int) -> bool:
        """As in "Maria-based": a word made of a name."""
        return any(part[:1].islower() for part in self._word(i).split("-")[1:]) and self._is_capital(i)

    def _is_initial(self, i: int) -> bool:
        """A single capital with a dot."""
        start, end = self._spans[i]
        return end - start == 1 and self._is_capital(i) and self._text[end : end + 1] == "."

    def _is_name_word(self, i: int, capitals: int = 5) -> bool:
        """It is written like a name and is no word that is known to be none; "BENALI" counts when it is long."""
        folded = self._folded[i]
        if folded in self._lexicon.not_names or folded in self._lexicon.bodies:
            return False
        word = self._word(i)
        return len(word) > 1 and (self._is_title_case(i) or (word.isupper() and len(word) >= capitals))

    def _is_title(self, i: int) -> bool:
        return self._folded[i] in self._lexicon.titles and self._folded[i] not in self._lexicon.surnames

    def _past_particles(self, i: int) -> int:
        end = min(i + 3, len(self._spans) - 1)
        while i < end and self._folded[i] in self._lexicon.particles and self._is_near(i + 1):
            i += 1
        return i

    def _end(self, first: int) -> int:
        """The last word of the name that begins here: surnames, "de la Cruz", initials."""
        last = first
        for _ in range(_LONGEST_NAME - 1):
            following = self._past_particles(last + 1)
            if not (self._is_near(last + 1) and self._is_near(following)):
                break
            if not (self._is_name_word(following) or self._is_initial(following)) or self._is_title(following):
                break
            last = following
        return last

    def _end_by_surname(self, first: int) -> int:
        """The last word of a name in any letters: further given names, then a surname of the list."""
        for i in range(first + 1, min(first + _LONGEST_NAME, len(self._spans))):
            if not (self._is_near(i) or self._gap(i) in (".", "_")):
                break
            if self._folded[i] in self._lexicon.surnames:
                return i
            if self._folded[i] not in self._lexicon.given and self._folded[i] not in self._lexicon.particles:
                break
        return first

    def _is_place(self, i: int) -> bool:
        """As in "San Pedro", "Hotel Maria"."""
        return self._is_near(i, dotted=True) and self._folded[i - 1] in self._lexicon.place_before

    def _is_no_person(self, i: int) -> bool:
        """As in "Calvin Klein": it begins a phrase of the list."""
        phrases = self._lexicon.not_persons.get(self._folded[i], ())
        return any(self._folded[i : i + len(phrase)] == phrase for phrase in phrases)

    def _is_body(self, last: int) -> bool:
        """What follows makes it a company or a place: "Maria Textiles Ltd", "Ahmed & Sons", "the Maria mill"."""
        i = last + 1
        if self._is_near(i) and self._folded[i] in self._lexicon.things:
            return True
        while i <= last + 4 and self._gap(i).strip(_SPACES) in ("", "&", "-") and self._is_capital(i):
            if self._folded[i] in self._lexicon.bodies:
                return True
            i += 1
        return False

    def _goes_on(self, last: int) -> bool:
        """As in "worker Blue Star Training": the capitals go on with a word that is no name."""
        i = last + 1
        return self._is_near(i) and self._is_capital(i) and self._folded[i] in self._lexicon.not_names

    def _follows_capital(self, i: int) -> bool:
        """As in "Lockheed Martin": it is the end of a longer name, of no person or not known."""
        if not self._is_near(i) or not self._is_capital(i - 1):
            return False
        before = self._folded[i - 1]
        known = (self._lexicon.roles, self._lexicon.before, self._lexicon.titles, self._lexicon.not_names)
        return not any(before in words for words in known)

    def _acts(self, i: int) -> bool:
        """Somebody does something or is spoken to: "ask Ahmed", "Fatima said", "Maria's boss"."""
        if "&" in self._gap(i) or "&" in self._gap(i + 1) or self._follows_capital(i):
            return False
        near = self._is_near(i) or (i > 0 and self._gap(i) == "")
        before = self._folded[i - 1] if near else ""
        if before in self._lexicon.where:
            return False
        if before in self._lexicon.before or before in self._lexicon.roles or before in self._lexicon.titles:
            return True
        if self._is_beside_role(i):
            return True
        if self._gap(i + 1) in ("'", "’"):
            return self._folded[i + 1] == "s"
        return self._is_near(i + 1) and self._folded[i + 1] in self._lexicon.after

    def _is_beside_role(self, i: int) -> bool:
        """As in "the recruiter (Suresh)", "Ahmed, the shift supervisor"."""
        if self._gap(i) in _BESIDE and self._folded[i - 1] in self._lexicon.roles:
            return True
        if self._gap(i + 1) not in _BESIDE:
            return False
        following = range(i + 1, min(i + 1 + _FURTHEST_ROLE, len(self._spans)))
        return any(self._folded[n] in self._lexicon.roles for n in following)

    def _cue_begins(self, i: int) -> int | None:
        """Where the phrase for "named" begins that ends here."""
        for phrase in self._lexicon.named:
            begins = i + 1 - len(phrase)
            if begins >= 0 and tuple(self._folded[begins : i + 1]) == phrase:
                return begins
        return None

    def _bearer(self, before: int) -> Literal["person", "thing"] | None:
        """Whose name is given: the nearest noun of the lists before the phrase, in the same sentence."""
        for i in range(before - 1, max(-1, before - 1 - _FURTHEST_NOUN), -1):
            if any(mark in self._gap(i + 1) for mark in ".!?\n"):
                return None
            if self._folded[i] in self._lexicon.roles:
                return "person"
            if self._folded[i] in self._lexicon.things:
                return "thing"
        return None
