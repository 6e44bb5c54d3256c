"""E-mail addresses and handles, found by their shape.

Each pattern begins with the sign it can't be without, which is quick to find; what stands before is looked up then.
"""

import re
from collections.abc import Iterator

from bot.understanding.traces.spans import Span, apart, before, matches, one_of

# ---- e-mail addresses ----

_OPEN, _CLOSE = r"\s?[(\[{]\s?", r"\s?[)\]}]\s?"
_DOT_WORD = one_of("dot punkt punto point ponto")
_DOT = rf"(?:{_OPEN}(?:{_DOT_WORD}|\.){_CLOSE}|\s{_DOT_WORD}\s|\.)"
_DOT_SPELLED = rf"(?:{_OPEN}dot{_CLOSE}|\sdot\s)"
_AT = r"(?:\s?[(\[{<]\s?(?:at|ät|@|arroba|arobase|a)\s?[)\]}>]\s?|\s(?:@|arroba|arobase)\s)"
_HOST, _ENDING = r"[\w-]{1,63}", r"[^\W\d_]{2,24}"
_MAILERS = one_of("gmail yahoo hotmail outlook gmx icloud web proton protonmail")

# "example.com"; also without a dot, "rahim@factory", but "l@s trabajador@s" is no address.
_DOMAIN_TYPED = re.compile(r"@(?:(?:[\w-]+\.)+[^\W\d_][\w-]+|[^\W\d_][\w-]{3,})")
_DOMAIN_SPELLED = re.compile(
    "|".join(
        (
            rf"{_AT}{_HOST}(?:{_DOT}{_ENDING}){{1,4}}",  # "(at) example dot com", " @ example.com"
            # " at " is an ordinary word: what follows has to be spelled out too, or be a well-known mailer.
            rf"\sat\s{_HOST}(?:{_DOT_SPELLED}{_ENDING}){{1,4}}",
            rf"\sat\s{_MAILERS}\.[a-z]{{2,3}}\b",
        )
    ),
    re.IGNORECASE,
)
# "maria.lopez", "o'brien"; a longer word before an apostrophe is no part of it.
_LOCAL_PART = re.compile(r"(?<![\w.+-])(?:[A-Za-z]['’])?[\w.+-]+\Z")
_LONGEST_LOCAL_PART = 64
_MAILTO = re.compile(r"<mailto:[^<>\n]{1,320}>")
"""A link as Slack writes it: it holds the address twice and goes as one."""


def emails_in(text: str) -> Iterator[Span]:
    """Where e-mail addresses stand, typed or spelled out."""
    domains = [*matches(_DOMAIN_TYPED, text), *matches(_DOMAIN_SPELLED, text)]
    found = [(start, end) for at, end in domains if (start := _local_part(text, at)) is not None]
    return apart([*found, *matches(_MAILTO, text)])


def _local_part(text: str, end: int) -> int | None:
    """Where the part before the "@" begins."""
    start = max(0, end - _LONGEST_LOCAL_PART)
    match = _LOCAL_PART.search(text[start:end])
    return start + match.start() if match else None


# ---- handles ----

_HANDLES = (
    re.compile(r"<@[A-Za-z0-9]+(?:\|[^<>\n]{0,80})?>"),  # Slack: <@U123ABC|maria>
    re.compile(r"<at(?:\s[^<>\n]{0,80})?>[^<>\n]{1,80}</at>"),  # Teams: <at>Maria Lopez</at>
    re.compile(r"(?:linkedin\.com/in|t\.me|wa\.me|instagram\.com)/@?[\w.+%-]{3,}"),
    # "@maria.k"; not the "@" of an address or page, and no call to a whole channel.
    re.compile(r"@(?<![\w.@/]@)(?!(?:here|channel|everyone|all|team)\b)[^\W\d_](?:[\w.-]*\w)"),
)
# "Skype: maria.k79". A dot, digit or underscore tells a name of an account from a word ("signal: late payment").
_ACCOUNT = re.compile(r"[:=]\s?(?P<name>[^\W\d_]\w{0,40}[._\d][\w.-]{0,40}\w)")
_SERVICES = one_of(
    r"skype telegram whatsapp signal instagram wechat twitter tiktok user\s?name login usuario benutzername identifiant"
)
_SERVICE_ENDS = re.compile(rf"\b{_SERVICES}(?:\s(?:id|name))?\s?\Z", re.IGNORECASE)


def handles_in(text: str) -> Iterator[Span]:
    """Where user names stand: mentions, profiles and accounts."""
    shaped = [span for pattern in _HANDLES for span in matches(pattern, text)]
    accounts = (m.span("name") for m in _ACCOUNT.finditer(text) if _SERVICE_ENDS.search(before(text, m.start())))
    return apart([*shaped, *accounts])
