"""A letter is written once, and read as text or as HTML; no name in it can do more than be read."""

from html.parser import HTMLParser

import pytest

from services.gateway.platform.mail import letter
from services.gateway.platform.mail.senders import LONGEST, from_header, sender_of

SOURCE = """Hello {name},

{agency} would like
to see you:

{url}

{message}

{agency}, with Callboard
"""
LINK = "https://callboard.test/join/abc?x=1&y=2"
HOSTILE = '<img src=x onerror=alert(1)> "&{url}{{ 7*7 }} https://bank.test'
OPERATOR = "Callboard <hello@callboard.example>"


class Reader(HTMLParser):
    """What a browser makes of a document: its elements, its links, its text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.links: list[str | None] = []
        self.words: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_both_forms_say_the_same() -> None:
    written = letter("For {name}", SOURCE, name="Ana", agency="Büro", url=LINK, message="One\nTwo")
    assert written.subject == "For Ana"
    assert written.body == (
        f"Hello Ana,\n\nBüro would like\nto see you:\n\n{LINK}\n\nOne\nTwo\n\n"
        "Büro, with Callboard\n"
    )
    read = Reader(written.html("Büro"))
    assert read.links == [LINK]
    assert "Büro would like to see you:" in read.words
    assert "table" not in read.elements


def test_a_hostile_name_is_only_read() -> None:
    values = {"name": HOSTILE, "agency": HOSTILE, "message": f"{HOSTILE}\n{HOSTILE}"}
    read = Reader(letter("For {name}", SOURCE, url=LINK, **values).html(HOSTILE))
    assert read.links == [LINK], "no word of theirs is a link"
    assert read.elements <= {
        *("html", "head", "meta", "title", "body", "div", "p", "a", "bdi", "br"),
    }
    assert f"Hello {HOSTILE}," in "".join(read.words)


def test_a_line_with_a_label_stays_one() -> None:
    written = letter("Hello", "When: {when}\nWhere: online, in\nyour browser.", when="at 10")
    assert "When: at 10<br>Where: online, in your browser." in written.html()


def test_a_paragraph_that_says_nothing_is_left_out() -> None:
    written = letter("Hello", SOURCE, name="Ana", agency="Büro", url=LINK, message="")
    assert "\n\n\n" not in written.body
    assert "<p></p>" not in written.html()


def test_a_subject_stays_on_one_line() -> None:
    assert letter("For {name}", "…", name="Ana\r\nBcc: all@actors.test").subject == (
        "For Ana Bcc: all@actors.test"
    )


@pytest.mark.parametrize(
    ("office", "trusted", "shown"),
    [
        ("Büro Nord", True, "Büro Nord via Callboard"),
        ("محمد", True, "محمد via Callboard"),
        ("ceo@bank.test", True, "Callboard"),
        ("bank.test", False, "Callboard"),
        ("A" * 200, True, f"{'A' * LONGEST} via Callboard"),
        ('Lines\r\nBcc: x, "quoted" <b>', True, 'Lines Bcc: x, "quoted" <b> via Callboard'),
    ],
)
def test_an_office_is_named_beside_the_operators_address(
    office: str, trusted: bool, shown: str
) -> None:
    sender = sender_of(office, "olivia@office.test", trusted=trusted)
    header = from_header(OPERATOR, sender.name)
    assert header.display_name == shown
    assert header.addr_spec == "hello@callboard.example"


def test_a_signature_stands_below_and_can_do_nothing() -> None:
    written = letter("Hello", SOURCE, name="Ana", agency="Ours", url=LINK, message="")
    signed = written.signed(f"Ours\n{HOSTILE}")
    assert signed.body.endswith(f"\n\n-- \nOurs\n{HOSTILE}\n")
    reader = Reader(signed.html("Ours"))
    assert {href for href in reader.links if href} == {LINK}
    assert written.signed("") == written
