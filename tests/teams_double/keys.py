"""The keys of Teams' bot service and the tokens signed with them, right ones and every kind of wrong one."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Collection
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.slack_double.texts import Json


class Key:
    """A key pair and the id it is published by."""

    def __init__(self) -> None:
        self.id = secrets.token_urlsafe(20)
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def published(self) -> Json:
        """The public half, as the key set of the bot service has it."""
        found: Json = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        kept = {name: found[name] for name in ("kty", "n", "e")}
        return {**kept, "use": "sig", "kid": self.id, "x5t": self.id, "endorsements": ["msteams"]}

    def public_pem(self) -> bytes:
        """The public half as a text, which somebody may take for a shared secret."""
        form, layout = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        return self.private.public_key().public_bytes(form, layout)


@cache
def _key_of(owner: str) -> Key:
    # Making one takes a while, so that all doubles of a process begin with the same.
    return Key()


class Keys:
    """What tokens are signed with: the service's own key and that of somebody else."""

    def __init__(self) -> None:
        self.own = _key_of("teams")
        self._published = [self.own]

    def rotate(self) -> None:
        """Sign with a new key from now on; the one before is published no more."""
        self.own = Key()
        self._published = [self.own]

    def key_set(self) -> Json:
        """Every key that signs rightly."""
        return {"keys": [key.published() for key in self._published]}

    def sign(self, claims: Json, signed_by: str = "teams", algorithm: str = "RS256") -> str:
        """A token: signed by teams, by a stranger (under a key id of theirs) or by a forger (under Teams' key id)."""
        key = self.own if signed_by == "teams" else _key_of("stranger")
        headers = {"kid": self.own.id if signed_by == "forger" else key.id, "x5t": key.id}
        if algorithm == "HS256":
            return _with_hmac({**headers, "typ": "JWT", "alg": algorithm}, claims, self.own.public_pem())
        private: Any = None if algorithm == "none" else key.private
        return jwt.encode(claims, private, algorithm, headers=headers)


def without(claims: Json, names: Collection[str]) -> Json:
    """The claims but these."""
    return {name: value for name, value in claims.items() if name not in names and value is not None}


# The library does not sign with a public key as a secret: whoever attacks does.
def _with_hmac(headers: Json, claims: Json, secret: bytes) -> str:
    signed = f"{_part(json.dumps(headers).encode())}.{_part(json.dumps(claims).encode())}"
    return f"{signed}.{_part(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
