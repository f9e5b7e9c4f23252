"""Every event that was ever shipped still decodes. Samples are only ever added."""

from pathlib import Path

import msgspec
import pytest

from shared.events import BY_TYPE

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_shipped_sample_decodes_and_says_the_same_again(sample: Path) -> None:
    raw = sample.read_bytes()
    kind = BY_TYPE[msgspec.json.decode(raw)["type"]]
    event = msgspec.json.decode(raw, type=kind)
    again = msgspec.json.decode(msgspec.json.encode(event))
    assert again == msgspec.json.decode(raw)


def test_every_kind_has_a_sample() -> None:
    assert {path.stem for path in SAMPLES} == set(BY_TYPE)


@pytest.mark.parametrize("kind", BY_TYPE.values(), ids=lambda kind: kind.tag())
def test_a_field_that_a_newer_sender_added_is_passed_over(kind: type[msgspec.Struct]) -> None:
    sample = Path(__file__).parent / "samples" / f"{kind.__struct_config__.tag}.json"
    newer = msgspec.json.decode(sample.read_bytes()) | {"added_later": 1}
    known = msgspec.json.decode(msgspec.json.encode(newer), type=kind)
    assert msgspec.to_builtins(known) == msgspec.json.decode(sample.read_bytes())
