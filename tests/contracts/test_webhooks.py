"""What webhooks are told is a promise to programs of others. Samples are only ever added."""

from pathlib import Path

import msgspec
import pytest

from services.gateway.platform.webhooks.event_types import KINDS
from services.gateway.platform.webhooks.model import KindName

SAMPLES = Path(__file__).parent / "webhooks"


@pytest.mark.parametrize("name", KINDS)
def test_a_message_has_what_its_sample_has(name: KindName) -> None:
    kind = KINDS[name]
    sample = msgspec.json.decode((SAMPLES / f"{name}.v{kind.version}.json").read_bytes())
    data = msgspec.convert(sample["data"], kind.data)
    assert msgspec.to_builtins(data).items() >= sample["data"].items()


def test_every_sample_is_of_a_kind() -> None:
    assert {path.name.rpartition(".v")[0] for path in SAMPLES.glob("*.json")} == set(KINDS)
