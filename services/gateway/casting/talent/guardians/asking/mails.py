"""The words by which guardians are asked."""

from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from shared.lines import isolated
from shared.texts import gettext_noop

_ASKED = gettext_noop("""Hello {name},

{agency} casts {production}, and thinks of {child}. Nothing of {child} is recorded unless you, who
answer for {child}, agree to it.

This is your personal link. There you read what would be recorded and what for. You say yes or no,
and can take a yes back at any time:

{url}

Please keep it to yourself: whoever has it answers for you.

{agency}, with Callboard
""")

_BESIDE = gettext_noop("""\
Nothing of {child} is recorded unless you, who answer for {child}, agree to it. This is
a link of your own, where you read what would be recorded, say yes or no, and can take a yes back at
any time:

{url}
""")


def asked(name: str, child: str, production: str, agency: str, url: str) -> Letter:
    """Ask a guardian, by a letter of its own."""
    return mail.letter(
        "May {child} be recorded for {production}?",
        _ASKED,
        name=isolated(name),
        child=isolated(child),
        production=isolated(production),
        agency=isolated(agency),
        url=url,
    )


def beside(letter: Letter, child: str, url: str) -> Letter:
    """Ask a guardian in a letter about their child's audition."""
    return letter.followed_by(_BESIDE, child=isolated(child), url=url)
