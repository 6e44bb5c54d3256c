"""One chain of keyed digests per consultation.

Each link covers the link before it and the digest of the entry's *ciphertext*. So the chain can be checked
without decrypting anything, and it still holds after an erasure has blanked the ciphertexts: the digests
stay. The key is not in the database, so whoever edits the file can't recompute the links.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from bot.log.cipher import mac

GENESIS = b"\0" * 32


@dataclass(frozen=True)
class Link:
    """An entry as the chain sees it."""

    seq: int
    kind: str
    digest: bytes
    mac: bytes


def digest(sealed: bytes) -> bytes:
    """What the chain keeps of a ciphertext."""
    return sha256(sealed).digest()


def link(key: bytes, previous: bytes, consultation: str, seq: int, kind: str, digest: bytes) -> bytes:
    """The digest that ties this entry to the one before it."""
    return mac(key, previous.hex(), consultation, seq, kind, digest.hex())


def breaks_at(key: bytes, consultation: str, links: Iterable[Link]) -> int | None:
    """The first sequence number at which the chain does not hold; None when it holds to its end."""
    previous = GENESIS
    for seq, entry in enumerate(links, start=1):
        expected = link(key, previous, consultation, seq, entry.kind, entry.digest)
        if entry.seq != seq or not hmac.compare_digest(expected, entry.mac):
            return seq
        previous = entry.mac
    return None


def retied(key: bytes, consultation: str, links: Iterable[Link]) -> list[Link]:
    """The same entries, chained under another key."""
    previous, tied = GENESIS, []
    for entry in links:
        previous = link(key, previous, consultation, entry.seq, entry.kind, entry.digest)
        tied.append(Link(entry.seq, entry.kind, entry.digest, previous))
    return tied
