"""Phone numbers: of a shape that is in use somewhere, or any number after a word such as "call".

A number of a known shape counts unless the words around it say otherwise. The shapes are narrow on purpose: reports are
full of amounts and case numbers, and a warning at each of them would soon be clicked away.
"""

import re
from collections.abc import Iterator

from bot.understanding.traces.other_numbers import REFERENCE, SEPARATOR, is_amount, without_lookalikes
from bot.understanding.traces.spans import Span, apart, before, one_of

_ZEROS = "٠۰०০๐၀០０"
_PLAIN_DIGITS = {ord(zero) + n: str(n) for zero in _ZEROS for n in range(10)}
"""Digits of other scripts, one for one, so that places stay where they are."""

_DIGITS = re.compile(rf"\d(?:{SEPARATOR}{{0,3}}\d){{5,}}")
_MORE = rf"(?:{SEPARATOR}{{0,3}}\d)"
_NOT_AFTER_SIGN = r"(?<![\w.,:+€$£/\-])"
_FIRST = rf"{_NOT_AFTER_SIGN}(?<!\d[ \u00a0])"
_SHAPES = (
    rf"(?<![\w+])\(?(?:\+\s?\(?|00)[1-9]{_MORE}{{7,13}}",  # +49 171 1234567, 0049..., (+880) 1712-345678
    rf"{_NOT_AFTER_SIGN}\(?0[1-9]{_MORE}{{7,10}}",  # 06 12 34 56 78, (030) 901820, 01712-345678
    rf"{_FIRST}(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{{3}}[ .-]\d{{4}}",  # US, CA, CO, PH: 415-555-2671
    rf"{_FIRST}[679]\d\d[ -]\d{{3}}[ -]\d{{3}}",  # ES, PT, PE: 612 345 678
    rf"{_FIRST}[6-9]\d\d(?:[ -]\d\d){{3}}",  # ES: 612 34 56 78
    rf"{_FIRST}[89]\d[ -]\d{{3}}(?:[ -]\d\d){{2}}",  # ES: 91 123 45 67
    rf"{_FIRST}[6-9]\d{{4}}[ -]\d{{5}}",  # IN: 98765 43210
    rf"{_FIRST}1[3-9]\d[ -]\d{{4}}[ -]\d{{4}}",  # CN: 138 0013 8000
    rf"{_FIRST}(?:\(\d\d\) ?9?|\d\d 9)\d{{4}}[ -]\d{{4}}",  # BR: (11) 91234-5678
    rf"{_FIRST}(?:33|55|56|81)[ -]\d{{4}}[ -]\d{{4}}",  # MX: 55 1234 5678
    rf"{_FIRST}(?:1[3-9]\d{{9}}|[6-9]\d{{9}}|[67]\d{{8}})",  # CN, IN, ES in one run
)
_ENDS = r"(?!\w|\s?[%°]|[.,:-]\d)"
_SHAPED = re.compile(rf"(?:{'|'.join(_SHAPES)}){_ENDS}")
_ANY_NUMBER = re.compile(rf"\d(?:{SEPARATOR}{{0,2}}\d){{5,14}}{_ENDS}")
_AROUND = 3
"""How far a shape may reach beyond the run of digits: "+ (", and a look at what follows."""

_CUES = one_of(
    r"""
    tel telefon telephone phone mobile mobil cell cellphone handy whatsapp signal viber wechat call ring text sms fax
    hotline rufnummer telefonnummer handynummer mobilnummer anrufen ruf
    teléfono telefono móvil celular cel llama llamar llámame
    téléphone portable appeler appelez appelle reach
    (?:my|his|her|their|meine|seine|ihre|mi|su|mon|son)\s(?:number|nummer|número|numero|numéro)
    """
)
_SMALL_WORDS = one_of(
    "is at on no nr number nummer me him her them ist lautet unter an es al est au le n° nº número numéro"
)
_CUE = re.compile(rf"\b{_CUES}\b", re.IGNORECASE)
# The cue and nothing but small words up to the number: "call her at: ".
_CUE_ENDS = re.compile(
    rf"\b{_CUES}\b(?:[\s.:=]{{1,3}}{_SMALL_WORDS}\b){{0,3}}[\s.:=#(+-]{{0,4}}\Z",
    re.IGNORECASE,
)


def phones_in(text: str) -> Iterator[Span]:
    """Where phone numbers stand, in digits of any script."""
    text = without_lookalikes(text.translate(_PLAIN_DIGITS))
    runs = _DIGITS.finditer(text)
    return apart(span for run in runs for find in (_shaped, _after_cue) for span in find(text, *run.span()))


def _shaped(text: str, start: int, end: int) -> Iterator[Span]:
    """The numbers of a known shape in one run of digits."""
    for match in _SHAPED.finditer(text, max(0, start - _AROUND), end + _AROUND):
        # A bracket that only the sentence closes is no part of the number.
        first = match.start() + (match.group().startswith("(") and ")" not in match.group())
        if _is_phone(text, first, match.end()):
            yield first, match.end()


def _after_cue(text: str, start: int, end: int) -> Iterator[Span]:
    """The number of any shape with which a run begins, if a word such as "call" stands before it."""
    number = _ANY_NUMBER.match(text, start, end + _AROUND)
    if number and _CUE_ENDS.search(before(text, start)) and not is_amount(text, start, number.end()):
        opened = start > 0 and (text[start - 1] == "+" or (text[start - 1] == "(" and ")" in number.group()))
        yield start - opened, number.end()


def _is_phone(text: str, start: int, end: int) -> bool:
    """Nothing around it says that it is an amount or the number of an order or case."""
    if is_amount(text, start, end):
        return False
    ahead = before(text, start)
    # "order 4711, call 0171 1234567": of two words, the later one tells.
    is_reference = _last(REFERENCE, ahead) > _last(_CUE, ahead) and not _CUE_ENDS.search(ahead)
    return "+" in text[start:end] or not is_reference


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)
