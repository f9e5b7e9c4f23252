"""What a browser, or a program that plays one, sends for a new passkey: refused, never a fault."""

import base64
import hashlib
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.gateway.identity.passkeys.actions import verified_new
from services.gateway.identity.passkeys.model import NewPasskey, PasskeyRefused
from tests.fuzzing import JSON, sample

CHALLENGE = b"c" * 32
URL = "http://localhost:8000"
# Valid keys as CBOR writes them (RFC 8949), and what is none: a list for a map, nothing, brackets.
KEYS = (b"\xa0", b"\x81\x01", b"", b"\x81" * 3000, b"\xa2\x01\x02\x03\x26", b"\xa1\x61x\x61y")


def url_safe(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def attestation(key: bytes) -> bytes:
    """Return an attestation object whose key is as given (Web Authentication, section 6.5.4)."""
    host = hashlib.sha256(b"localhost").digest()
    data = host + b"\x45" + bytes(4) + bytes(16) + b"\x00\x10" + b"i" * 16 + key
    size = b"\x59" + len(data).to_bytes(2, "big")
    return b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData" + size + data


def answer(attested: bytes) -> str:
    client = {"type": "webauthn.create", "challenge": url_safe(CHALLENGE), "origin": URL}
    response = {
        "clientDataJSON": url_safe(json.dumps(client).encode()),
        "attestationObject": url_safe(attested),
    }
    key = url_safe(b"i" * 16)
    return json.dumps({"id": key, "rawId": key, "type": "public-key", "response": response})


def refused(credential: str) -> None:
    with pytest.raises(PasskeyRefused):
        verified_new(NewPasskey(credential=credential, name="x"), CHALLENGE, URL)


@pytest.mark.parametrize("key", KEYS, ids=["empty", "a list", "none", "deep", "half", "odd"])
def test_a_key_that_is_none_is_refused(key: bytes) -> None:
    refused(answer(attestation(key)))


@sample(100)
@given(st.binary(max_size=80))
@example(b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff")
@example(b"\xc2" * 1000)
def test_an_attestation_of_any_bytes_is_refused(attested: bytes) -> None:
    refused(answer(attested))


@sample(100)
@given(JSON.map(json.dumps))
@example("[" * 100_000)
@example('{"id": "a", "rawId": "a", "type": "public-key", "response": 1}')
def test_a_credential_of_any_shape_is_refused(credential: str) -> None:
    refused(credential)
