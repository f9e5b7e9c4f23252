"""Of two who edit the same, the second is told what changed, and loses nothing."""

from typing import Annotated

import msgspec
import pytest
from msgspec import UNSET, UnsetType

from services.gateway.web import editing
from services.gateway.web.editing import Edit, FieldChange
from shared.errors import Invalid


class Fields(msgspec.Struct, frozen=True):
    """Of a thing for these tests."""

    name: Annotated[str, msgspec.Meta(max_length=9)]
    note: str = ""
    tags: tuple[str, ...] = ()


class Patch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program says of it."""

    version: int
    name: str | UnsetType = UNSET
    note: str | UnsetType = UNSET


class Thing(msgspec.Struct, frozen=True):
    """Which has these fields by now."""

    version: int
    fields: Fields


SEEN = Fields("Ana", "one\ntwo", ("x", "y"))


def posted(**changed: str | list[str]) -> Edit[Fields]:
    form: dict[str, str | list[str]] = {
        "version": "3", "seen": editing.seen(SEEN), "name": "Ana", "note": "one\r\ntwo",
        "tags": ["x", "y"], "_csrf_token": "t",
    }  # fmt: skip
    return editing.read(Fields, form | changed)


def test_an_edit_is_what_differs_from_what_was_seen() -> None:
    assert posted().changed == {}
    assert posted(name="Ann").changed == {"name": "Ann"}
    assert posted(note="", tags="x").changed == {"note": "", "tags": ("x",)}
    assert posted().version == 3


def test_an_edit_leaves_alone_what_others_changed_meanwhile() -> None:
    theirs = Fields("Ana", "theirs", ("x", "y"))
    assert posted(name="Ann").on(theirs) == Fields("Ann", "theirs", ("x", "y"))


def test_the_second_is_told_field_by_field() -> None:
    theirs = Fields("Anna", "theirs", ("x", "y"))
    error = posted(name="Ann", tags=["x", "z"]).overtaken(Thing(4, theirs))
    assert error.version == 4
    assert error.changes == (
        FieldChange("name", now="Anna", before="Ana", yours="Ann"),
        FieldChange("note", now="theirs", before="one\ntwo"),
    )


def test_all_that_was_typed_is_kept_to_be_posted_again() -> None:
    error = posted(name="Ann", on_version="3").overtaken(Thing(4, SEEN))
    assert ("name", "Ann") in error.typed
    assert [value for name, value in error.typed if name == "tags"] == ["x", "y"]
    assert not {name for name, _ in error.typed} & {"_csrf_token", "on_version"}


def test_who_was_told_saves_on_the_version_that_they_were_shown() -> None:
    assert posted(name="Ann", on_version="4").version == 4


def test_without_what_was_seen_every_field_is_the_edit() -> None:
    assert posted(seen="").changed == {"name": "Ana", "note": "one\r\ntwo", "tags": ("x", "y")}


@pytest.mark.parametrize(
    "wrong", [{"version": "0"}, {"version": ""}, {"seen": "{"}, {"seen": "[]"}, {"name": "x" * 10}]
)
def test_a_form_that_makes_no_sense_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        posted(**wrong)
    assert refused.value.fields.keys() == wrong.keys()


def test_a_program_says_only_what_it_changes() -> None:
    edit = editing.of_patch(Patch(version=3, note="new"))
    assert (edit.version, edit.changed) == (3, {"note": "new"})
    error = edit.overtaken(Thing(5, Fields("Anna", "theirs")))
    assert error.changes == (FieldChange("note", now="theirs", yours="new"),)
    assert edit.overtaken(Thing(5, Fields("Anna", "new"))).changes == ()
