"""A certificate for one address on the local network, signed by an authority of our own.

A phone may use a camera only on a page that came over TLS. The authority stays in the folder, so
that trusting it once is enough; the certificate is made anew when the address changes.
"""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, ip_address
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from infra.embedded.secrets import write_private

_AUTHORITY_DAYS = 3650
_LEAF_DAYS = 397  # what phones accept at most
_RENEW_DAYS = 30


class Certificate(msgspec.Struct, frozen=True):
    """Files in PEM: the chain and key to serve with, and the authority to trust."""

    chain: Path
    key: Path
    authority: Path


def ensure(folder: Path, address: str) -> Certificate:
    """Return a certificate for an IPv4 address, localhost and 127.0.0.1, made if there is none."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = Certificate(folder / "chain.pem", folder / "key.pem", folder / "authority.pem")
    authority_key = folder / "authority.key.pem"
    if not (files.authority.exists() and authority_key.exists()):
        _make_authority(files.authority, authority_key)
        files.chain.unlink(missing_ok=True)
    if not _serves(files, address):
        _make_leaf(files, authority_key, address)
    return files


def _serves(files: Certificate, address: str) -> bool:
    if not (files.chain.exists() and files.key.exists()):
        return False
    leaf = x509.load_pem_x509_certificate(files.chain.read_bytes())
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    until = leaf.not_valid_after_utc - timedelta(days=_RENEW_DAYS)
    return ip_address(address) in names.get_values_for_type(x509.IPAddress) and (
        datetime.now(UTC) < until
    )


def _make_authority(certificate: Path, key_file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Callboard on this machine")
    usage = x509.KeyUsage(
        key_cert_sign=True,
        crl_sign=True,
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        _builder(name, name, key.public_key(), _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    write_private(key_file, _pem(key))
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _make_leaf(files: Certificate, authority_key: Path, address: str) -> None:
    signer = serialization.load_pem_private_key(authority_key.read_bytes(), password=None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{authority_key} is not the key that was written there")
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    names = [
        x509.IPAddress(IPv4Address(address)),
        x509.IPAddress(IPv4Address("127.0.0.1")),
        x509.DNSName("localhost"),
    ]
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    leaf = (
        _builder(_name(address), authority.subject, key.public_key(), _LEAF_DAYS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(issuer, critical=False)
        .sign(signer, hashes.SHA256())
    )
    write_private(files.key, _pem(key))
    files.chain.write_bytes(leaf.public_bytes(serialization.Encoding.PEM))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int
) -> x509.CertificateBuilder:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(yesterday)
        .not_valid_after(yesterday + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
