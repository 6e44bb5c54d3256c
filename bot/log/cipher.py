"""Which key protects what.

One master key, kept outside the database. From it come keys for single purposes: one wraps the data keys,
one hashes people, one chains events, one signs the ledger. Each consultation has a data key of its own, so
destroying that key destroys what the consultation said and nothing else.
"""

import hmac
import json
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.record import Person
from bot.store import Unreadable

KEY_BYTES = 32
NONCE_BYTES = 12
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + 16
_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True)


def canonical(*parts: object) -> bytes:
    """The same parts give the same bytes, and different parts never do: no joined strings."""
    return _ENCODER.encode(parts).encode()


def mac(key: bytes, *parts: object) -> bytes:
    """A keyed digest of these parts."""
    return hmac.new(key, canonical(*parts), sha256).digest()


class DataKey:
    """The key of one consultation. What it seals opens at the same place only."""

    def __init__(self, consultation: str, key: bytes) -> None:
        self.consultation = consultation
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, seq: int, kind: str) -> bytes:
        """Encrypt for this place in the consultation."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, self._place(seq, kind))

    def unseal(self, sealed: bytes, seq: int, kind: str) -> bytes:
        """Decrypt; Unreadable when it was sealed for another place or changed since."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._place(seq, kind))
        except (InvalidTag, ValueError) as error:
            raise Unreadable(f"entry {seq} ({kind}) of {self.consultation} can't be decrypted") from error

    def _place(self, seq: int, kind: str) -> bytes:
        # Bound into the ciphertext, so a row copied to another place does not decrypt there.
        return canonical(self.consultation, seq, kind)


class Keys:
    """The master key's sub-keys. `fingerprint` names the master key and gives nothing of it away."""

    def __init__(self, master: bytes) -> None:
        if len(master) != KEY_BYTES:
            raise ValueError(f"a master key is {KEY_BYTES} bytes, not {len(master)}")
        self.fingerprint = _derive(master, "fingerprint")[:8].hex()
        self.chain = _derive(master, "chain")
        self.ledger = _derive(master, "ledger")
        self._person = _derive(master, "person")
        self._wrap = AESGCM(_derive(master, "wrap"))

    def new_data_key(self, consultation: str) -> tuple[DataKey, bytes]:
        """A fresh data key, and the same key wrapped for the database."""
        key = os.urandom(KEY_BYTES)
        return DataKey(consultation, key), self._wrapped(consultation, key)

    def unwrap(self, consultation: str, wrapped: bytes) -> DataKey:
        """The data key of this consultation; Unreadable under another master key."""
        return DataKey(consultation, self._unwrapped(consultation, wrapped))

    def rewrap(self, consultation: str, wrapped: bytes, former: "Keys") -> bytes:
        """The same data key, wrapped by this master key instead of the former one."""
        return self._wrapped(consultation, former._unwrapped(consultation, wrapped))

    def person(self, person: Person) -> bytes:
        """A keyed hash to find a person's rows by; nobody without the key can test a guess against it."""
        return mac(self._person, person.channel, person.workspace, person.user)

    def _wrapped(self, consultation: str, key: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._wrap.encrypt(nonce, key, canonical("data key", consultation))

    def _unwrapped(self, consultation: str, wrapped: bytes) -> bytes:
        try:
            bound = canonical("data key", consultation)
            return self._wrap.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound)
        except (InvalidTag, ValueError) as error:
            raise Unreadable(f"the master key does not open the data key of {consultation}") from error


def _derive(master: bytes, purpose: str) -> bytes:
    info = f"leverage log: {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(master)
