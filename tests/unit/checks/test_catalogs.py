"""Every kind of text gets into the template of the catalogs."""

from pathlib import Path

from infra.catalogs import template

PYTHON = '''
WORDS = {"held": gettext_noop("Held")}

class RoleNotFound(NotFound):
    """This is not held.

    Nobody reads this.
    """

class Hold:
    """Nobody reads this."""

def hold(days):
    mail.letter("A hold", gettext_noop("""Hello,

until {day}"""), day="Nobody reads this")
    raise Invalid(days="Hold fewer days.", until=f"at most {days}")
    raise RoleNotFound("Not held by you.")
'''
PAGE = """{% trans days %}{{ days }} day
  of it{% pluralize %}{{ days }} days{% endtrans %}{{ _("Release") }}"""
SCRIPT = """// gettext("no")
say(`${gettext("So: %(what)s", { what })} ${ngettext("one", "many", n)}`);"""


def test_every_kind_of_text_is_collected(tmp_path: Path) -> None:
    for name, source in (("a.py", PYTHON), ("a.html", PAGE), ("a.js", SCRIPT)):
        (tmp_path / name).write_text(source)
    found = template.collected({"services/gateway": tmp_path})
    assert {message.id: message.locations for message in found if message.id} == {
        "Held": [],
        "This is not held.": [],
        "A hold": [],
        "Hello,\n\nuntil {day}": [],
        "Hold fewer days.": [],
        "Not held by you.": [],
        ("%(days)s day of it", "%(days)s days"): [],
        "Release": [],
        "So: %(what)s": [("services/gateway/a.js", 0)],
        ("one", "many"): [("services/gateway/a.js", 0)],
    }
