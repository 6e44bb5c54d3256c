"""A certificate authority of one's own, and a certificate in the names of Microsoft's hosts, for this machine only."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_AUTHORITY = "Teams double"


def make(folder: Path, hosts: Sequence[str]) -> tuple[Path, ssl.SSLContext]:
    """The authority's certificate in a file, and what a server of these hosts presents."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    trusted = _signed(_AUTHORITY, authority.public_key(), authority, _of_authority(authority))
    own = _signed(hosts[0], key.public_key(), authority, _of_server(hosts, key, authority))
    (folder / "authority.pem").write_bytes(_pem(trusted))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(_pem(own) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return folder / "authority.pem", context


Extensions = list[tuple[x509.ExtensionType, bool]]


def _of_authority(key: ec.EllipticCurvePrivateKey) -> Extensions:
    off = dict.fromkeys(_USAGES, False)
    usage = x509.KeyUsage(**{**off, "key_cert_sign": True, "crl_sign": True})
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return [(x509.BasicConstraints(ca=True, path_length=0), True), (usage, True), (identifier, False)]


def _of_server(
    hosts: Sequence[str], key: ec.EllipticCurvePrivateKey, authority: ec.EllipticCurvePrivateKey
) -> Extensions:
    return [
        (x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), False),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), False),
    ]


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _signed(
    name: str, public: ec.EllipticCurvePublicKey, authority: ec.EllipticCurvePrivateKey, extensions: Extensions
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(_named(name)).issuer_name(_named(_AUTHORITY)).public_key(public)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(authority, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
