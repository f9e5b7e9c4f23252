"""Signatures of outgoing webhooks, against the sample that the libraries of receivers test with."""

from base64 import b64decode
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from services.gateway.platform.webhooks.delivery import signing
from services.gateway.platform.webhooks.delivery.signing import SecretBox, SecretUnreadable

SAMPLE = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'


def test_a_signature_is_what_receivers_expect() -> None:
    assert signing.headers([SAMPLE], "msg_p5jXN8AQM9LWM0D4loKWxJek", AT, BODY) == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_two_secrets_sign_beside_each_other() -> None:
    both = signing.headers([SAMPLE, b"x" * 32], "1", AT, BODY)["webhook-signature"].split(" ")
    assert len(set(both)) == 2
    for secret, signature in zip([SAMPLE, b"x" * 32], both, strict=True):
        assert signing.headers([secret], "1", AT, BODY)["webhook-signature"] == signature


def test_a_secret_is_long_and_shown_as_receivers_expect() -> None:
    secret = signing.new_secret()
    prefix, _, rest = signing.shown(secret).partition("_")
    assert (prefix, b64decode(rest), len(secret)) == ("whsec", secret, 32)


def test_a_sealed_secret_opens_for_its_webhook_only() -> None:
    webhook, seal = uuid4(), SecretBox("k" * 32)
    sealed = seal.close(webhook, SAMPLE)
    assert SAMPLE not in sealed
    assert seal.open(webhook, sealed) == SAMPLE
    assert seal.close(webhook, SAMPLE) != sealed
    with pytest.raises(SecretUnreadable):
        seal.open(uuid4(), sealed)
    with pytest.raises(SecretUnreadable):
        SecretBox("l" * 32).open(webhook, sealed)
