"""The certificate that `--lan` serves with."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store

from infra.embedded import certificate


def load(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def handshake(files: certificate.Certificate, name: str) -> None:
    """Do a TLS handshake in memory, as a client that trusts the authority only."""
    here, there = ssl.MemoryBIO(), ssl.MemoryBIO()
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(files.chain, files.key)
    server = server_side.wrap_bio(here, there, server_side=True)
    trusting = ssl.create_default_context(cafile=files.authority)
    client = trusting.wrap_bio(there, here, server_hostname=name)
    for side in (client, server, client, server):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue


@pytest.mark.parametrize("name", ["192.0.2.7", "127.0.0.1", "localhost"])
def test_a_client_that_trusts_the_authority_accepts_it(tmp_path: Path, name: str) -> None:
    handshake(certificate.ensure(tmp_path, "192.0.2.7"), name)
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(certificate.ensure(tmp_path, "192.0.2.7"), "192.0.2.8")


def test_it_is_kept_until_the_address_changes_and_the_authority_for_good(tmp_path: Path) -> None:
    files = certificate.ensure(tmp_path, "192.0.2.7")
    authority, chain = files.authority.read_bytes(), files.chain.read_bytes()
    assert certificate.ensure(tmp_path, "192.0.2.7").chain.read_bytes() == chain
    assert certificate.ensure(tmp_path, "192.0.2.8").chain.read_bytes() != chain
    assert files.authority.read_bytes() == authority


def test_phones_accept_it(tmp_path: Path) -> None:
    """What Apple asks of certificates since iOS 13 and macOS 10.15 (support.apple.com/103769)."""
    files = certificate.ensure(tmp_path, "192.0.2.7")
    leaf, authority = (load(file) for file in (files.chain, files.authority))
    for made in (leaf, authority):
        assert isinstance(made.public_key(), ec.EllipticCurvePublicKey)
        assert isinstance(made.signature_hash_algorithm, hashes.SHA256)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    uses = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(uses) == [ExtendedKeyUsageOID.SERVER_AUTH]
    # 825 days would do for an authority that people add; 398 hold for those of the system.
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=398)
    assert leaf.not_valid_before_utc < datetime.now(UTC)


def test_a_verifier_of_the_public_profile_accepts_it(tmp_path: Path) -> None:
    """One that also holds what is asked of authorities that everybody trusts."""
    files = certificate.ensure(tmp_path, "192.0.2.7")
    trusting = PolicyBuilder().store(Store([load(files.authority)]))
    subject = x509.IPAddress(ip_address("192.0.2.7"))
    assert len(trusting.build_server_verifier(subject).verify(load(files.chain), [])) == 2


def test_nobody_else_reads_the_key(tmp_path: Path) -> None:
    assert certificate.ensure(tmp_path, "192.0.2.7").key.stat().st_mode & 0o077 == 0
