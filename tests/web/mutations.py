"""What becomes of a real delivery when something goes wrong on the way, or somebody makes it go wrong; seeded."""

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any
from urllib.parse import urlencode

from handlers.web.body import MOST_BYTES
from tests.slack_double.delivery import Envelope
from tests.web.deliveries import FORM, JSON, Headers, Request, request

ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "\x00", "\ud800", "\u202e", "=cmd", "<!channel>", "x" * 5000),
    *([], {}, [None], [[]], [{}], {"id": 1}, {"id": None}, {"type": []}, {"": {}}, [0, "a", {}]),
)
WORDS: tuple[bytes, ...] = (
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"\\",
    b"\xff",
    b"\x00",
    b"\xed\xa0\x80",
    b"&payload=",
    b"%",
    b"%ff",
)
RAW: tuple[bytes, ...] = (
    *(
        b"",
        b" ",
        b"null",
        b"[]",
        b"{}",
        b"1",
        b'"x"',
        b"{",
        b"[" * 5000,
        b'{"a":' * 5000,
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
    ),
    *(
        b"payload",
        b"payload=",
        b"payload={",
        b"payload=[]",
        b"payload=%ff",
        b"payload=null",
        b"a=1&payload={}&payload=x",
    ),
    *(b'{"type":NaN}', b'{"type":"event_callback"}', b'{"type":"\\ud800"}', b'{"a":' + b"9" * 5000 + b"}", b"&" * 1000),
    *(b'{"type":"event_callback","event":null}', b'{"type":"block_actions","actions":[]}', b"command=", b"ssl_check=1"),
    *(
        b'{"type":"view_submission","view":null}',
        b"a&" * 5000,
        b"\r\n\r\n",
        b"--x\r\nContent-Disposition: form-data\r\n",
    ),
)
TYPES = (
    "",
    "text/plain",
    "application/json; charset=utf-8",
    "APPLICATION/JSON",
    "multipart/form-data; boundary=x",
    "\xff",
)


def mutated(random: Random, envelope: Envelope) -> Request:
    """A delivery with one to three things wrong."""
    payload, raw = deepcopy(envelope.payload), None
    for _ in range(random.randint(1, 3)):
        raw = random.choice(_MUTATIONS)(random, payload, raw, envelope.kind)
    if raw is None:
        raw = _encoded(payload, envelope.kind)
    content_type = request(envelope).content_type
    if random.random() < 0.1:
        content_type = random.choice((*TYPES, FORM, JSON))
    return Request(content_type, raw)


def oddly_signed(random: Random, right: Headers) -> Headers:
    """Headers that are not signed rightly."""
    kind, at, good = right
    return random.choice(
        (
            [kind],
            [kind, at],
            [kind, good],
            [kind, at, (good[0], b"v0=" + random.randbytes(32).hex().encode())],
            [kind, at, (good[0], good[1].upper())],
            [kind, at, (good[0], random.randbytes(67))],
            [kind, at, good, good],
            [kind, at, (good[0], b"x"), good],
            [kind, (at[0], at[1] + b"0"), good],
            [kind, (at[0], random.choice((b"", b"x", b"-1", b"1e9", b"9" * 5000, b"\xff", b" 1"))), good],
            [kind, (at[0], str(int(at[1]) - 301).encode()), good],
        )
    )


def _encoded(payload: Any, kind: str) -> bytes:
    if kind == "events_api":
        return json.dumps(payload).encode()
    form = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    return urlencode({str(name): value for name, value in form.items()}, errors="replace").encode()


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a payload where something stands: its holder and its name or number."""
    places, waiting = [], [value]
    while waiting:
        one = waiting.pop()
        items = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        for name, inner in items:
            places.append((one, name))
            waiting.append(inner)
    return places


def _replace(random: Random, payload: Any, raw: bytes | None, kind: str) -> bytes | None:
    places = _places(payload)
    # What stands on top is what everybody reads.
    top = [(payload, name) for name in payload]
    if holders := random.choice((places, top)):
        holder, name = random.choice(holders)
        holder[name] = deepcopy(random.choice(ODD))
    return raw


def _remove(random: Random, payload: Any, raw: bytes | None, kind: str) -> bytes | None:
    if places := _places(payload):
        holder, name = random.choice(places)
        del holder[name]
    return raw


def _deepen(random: Random, payload: Any, raw: bytes | None, kind: str) -> bytes | None:
    if places := _places(payload):
        holder, name = random.choice(places)
        for _ in range(random.choice((1, 40, 60, 200))):
            holder[name] = random.choice(({"a": holder[name]}, [holder[name]]))
    return raw


def _add(random: Random, payload: Any, raw: bytes | None, kind: str) -> bytes | None:
    names = (
        "event",
        "view",
        "actions",
        "authorizations",
        "team",
        "user",
        "enterprise",
        "channel",
        "command",
        "message",
    )
    payload[random.choice((*names, "response_urls", "ssl_check", "payload", "is_ext_shared_channel", ""))] = deepcopy(
        random.choice(ODD)
    )
    return raw


def _damage(random: Random, payload: Any, raw: bytes | None, kind: str) -> bytes:
    body = bytearray(_encoded(payload, kind) if raw is None else raw)
    at = random.randint(0, len(body))
    if random.random() < 0.3:
        return bytes(body[:at])
    body[at : at + random.randint(0, 3)] = random.choice((*WORDS, random.randbytes(3)))
    return bytes(body)


def _nonsense(random: Random, payload: Any, raw: bytes | None, kind: str) -> bytes:
    return random.choice(RAW) if random.random() < 0.95 else b"x" * (MOST_BYTES + random.randint(-1, 1))


Mutation = Callable[[Random, Any, bytes | None, str], bytes | None]
_MUTATIONS: tuple[Mutation, ...] = (_replace, _replace, _replace, _remove, _deepen, _add, _add, _damage, _nonsense)
