"""What the environment may name, and what is said about a wrong name."""

import pytest

from infra.embedded.addresses import Addresses, BadAddresses

RIGHT = {
    "DATABASE_URL": "postgresql://owner:pw@db.example:5432/callboard?sslmode=require",
    "REDIS_URL": "rediss://:pw@redis.example:6380/1",
    "SMTP_URL": "smtp://user:pw@mail.example:587",
    "OBJECT_STORE_URL": "s3://takes/prefix",
    "STRIPE_SECRET_KEY": "sk_test_0123456789abcdef",
    "STRIPE_WEBHOOK_SECRET": "whsec_0123",
    "PUBLIC_URL": "https://casting.example/",
}


def test_right_addresses_are_taken_as_they_are() -> None:
    found = Addresses.read(RIGHT | {"PATH": "/bin"})
    assert found.database_url == RIGHT["DATABASE_URL"]
    assert found.stripe_secret_key == RIGHT["STRIPE_SECRET_KEY"]


def test_nothing_named_means_everything_embedded() -> None:
    assert Addresses.read({"REDIS_URL": "  "}) == Addresses()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://u:secret@h/d", "begins with “mysql:”"),
        ("DATABASE_URL", "postgresql:///", "names no host"),
        ("REDIS_URL", "redis://h:0", "has port 0"),
        ("REDIS_URL", "redis://h:secret", "is not an address"),
        ("REDIS_URL", "h:6379", "begins with “h:”"),
        ("SMTP_URL", "smtp://h:70000", "is not an address"),
        ("OBJECT_STORE_URL", "file://relative/folder", "looks like file:///"),
        ("OBJECT_STORE_URL", "folder", "no scheme"),
        ("STRIPE_SECRET_KEY", "pk_test_0123456789", "is no secret key"),
        ("STRIPE_WEBHOOK_SECRET", "secret", "is no signing secret"),
        ("PUBLIC_URL", "https://casting.example/app", "has a path"),
        ("PUBLIC_URL", "casting.example", "no scheme"),
        ("PUBLIC_URL", "https://[::1", "is not an address"),
    ],
)
def test_a_wrong_address_is_named_and_explained(name: str, value: str, said: str) -> None:
    with pytest.raises(BadAddresses) as caught:
        Addresses.read(RIGHT | {name: value})
    assert str(caught.value).startswith(f"{name}: ")
    assert said in str(caught.value)
    assert "u:secret" not in str(caught.value)


def test_stores_of_others_are_named() -> None:
    assert Addresses.read(RIGHT).lasting() == [
        "DATABASE_URL",
        "REDIS_URL",
        "OBJECT_STORE_URL",
        "STRIPE_SECRET_KEY",
    ]
    assert Addresses().lasting() == []


def test_all_wrong_ones_are_told_at_once() -> None:
    with pytest.raises(BadAddresses) as caught:
        Addresses.read({"REDIS_URL": "x", "SMTP_URL": "y", "STRIPE_SECRET_KEY": RIGHT[STRIPE]})
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "REDIS_URL",
        "SMTP_URL",
        "STRIPE_WEBHOOK_SECRET",
    ]


def test_a_relay_needs_the_secret_that_it_shares() -> None:
    with pytest.raises(BadAddresses, match="TURN_SECRET: is needed with TURN_URLS"):
        Addresses.read({"TURN_URLS": "turn:turn.example"})
    read = Addresses.read({"TURN_URLS": "turn:turn.example", "TURN_SECRET": "s"})
    assert read.turn_secret == "s"


STRIPE = "STRIPE_SECRET_KEY"
