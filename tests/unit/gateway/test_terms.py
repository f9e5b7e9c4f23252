"""Skills, unions and tags: as they are typed, and as they are kept."""

import pytest

from services.gateway.casting.talent import terms


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("fencing, riding", ["fencing", "riding"]),
        ("fencing;riding\n stage combat ,", ["fencing", "riding", "stage combat"]),
        ("剣道、馬術，歌", ["剣道", "馬術", "歌"]),  # noqa: RUF001
        ("الغناء، الرقص", ["الغناء", "الرقص"]),
        (" , ,", []),
    ],
)
def test_terms_stand_between_commas_of_any_script(typed: str, read: list[str]) -> None:
    assert terms.of_text(typed) == read


def test_a_term_is_kept_once_in_the_spelling_that_is_known() -> None:
    known = {"sag-aftra": "SAG-AFTRA"}
    assert terms.tidy(["sag-aftra", "Equity", "EQUITY", "SAG-Aftra"], known) == [
        "SAG-AFTRA",
        "Equity",
    ]


def test_a_form_has_lists_where_terms_and_links_are() -> None:
    posted = {"name": "Ana", "tags": "new, funny", "links": "https://a.test\nhttps://b.test"}
    assert terms.read(posted) == {
        "name": "Ana",
        "tags": ["new", "funny"],
        "links": ["https://a.test", "https://b.test"],
    }


def test_what_a_page_posts_again_stays_a_list() -> None:
    assert terms.read({"tags": ["new", "funny"]}) == {"tags": ["new", "funny"]}
