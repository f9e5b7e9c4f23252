"""The pages of help, in the order in which an office comes to need them."""

from collections.abc import Sequence

from services.gateway.platform.help.model import Topic
from services.gateway.web import urls
from shared.texts import gettext_noop

TOPICS: Sequence[Topic] = (
    Topic(
        "start-a-production",
        gettext_noop("Start a production and its roles"),
        (
            gettext_noop(
                "Open Productions, and start one by its title. It is paid for later, by itself."
            ),
            gettext_noop("On its page add a role: a name, a breakdown, and the sides as one PDF."),
            gettext_noop(
                "A role or a whole production is duplicated without its people, "
                "archived, or deleted."
            ),
        ),
        urls.PRODUCTIONS,
    ),
    Topic(
        "lay-out-a-session",
        gettext_noop("Lay out a session"),
        (
            gettext_noop(
                "A session is a day of auditions. Choose its date, its time zone and "
                "the first slot."
            ),
            gettext_noop(
                "Say how many slots there are, how long each is, and after how many comes a break."
            ),
            gettext_noop(
                "Times stand in the zone of the session, and beside it in the zone of who reads."
            ),
        ),
        urls.PRODUCTIONS,
    ),
    Topic(
        "invite",
        gettext_noop("Invite actors, reps and producers"),
        (
            gettext_noop(
                "On the page of the session choose a slot, and give the name and the address."
            ),
            gettext_noop(
                "Each gets a mail with a link of their own, which needs no account and no program."
            ),
            gettext_noop(
                "What became of the mail stands on the page. A link can be sent again, "
                "or withdrawn."
            ),
        ),
        urls.PRODUCTIONS,
    ),
    Topic(
        "hold-an-audition",
        gettext_noop("Hold an audition and record a take"),
        (
            gettext_noop(
                "Go to the room from Today. Who has come waits in the lobby until you "
                "bring them in."
            ),
            gettext_noop("A take begins once everybody on stage has agreed to be recorded."),
            gettext_noop("The back room is for who decides together. Nobody on stage hears it."),
        ),
        urls.TODAY,
    ),
    Topic(
        "decide-and-answer",
        gettext_noop("Decide, and tell people"),
        (
            gettext_noop(
                "A decision on a candidate tells nobody. An answer does, in words of yours."
            ),
            gettext_noop("Before it leaves, a sheet says who is told, and through whom."),
            gettext_noop("An answer can be taken back for thirty seconds."),
        ),
        urls.PRODUCTIONS,
    ),
    Topic(
        "bring-in-people",
        gettext_noop("Bring in a list of people"),
        (
            gettext_noop(
                "Choose a CSV or XLSX file, say which column is what, and look at the preview."
            ),
            gettext_noop(
                "Columns of birth, ethnicity, disability, religion and orientation are left out."
            ),
            gettext_noop("A report has each line that was not taken, with the reason."),
        ),
        urls.IMPORTS,
    ),
    Topic(
        "team",
        gettext_noop("Invite your team, and say who may do what"),
        (
            gettext_noop("An owner invites members on the page of the team, each with a part."),
            gettext_noop("A freelancer sees only the productions that are named to them."),
            gettext_noop("The page of parts says what each of them includes."),
        ),
        urls.TEAM,
    ),
    Topic(
        "settings",
        gettext_noop("Set the name, the zone and the reply address of your office"),
        (
            gettext_noop(
                "Owners change them under Settings. A reply address counts once its "
                "link is followed."
            ),
            gettext_noop(
                "The zone is what new sessions begin with. The signature stands below your letters."
            ),
            gettext_noop("A logo stands beside the name, for everybody who works in the office."),
            gettext_noop("Your own name, zone, clock and language of dates stand in your account."),
        ),
        urls.SETTINGS,
    ),
    Topic(
        "own-calendar",
        gettext_noop("See your sessions in the calendar of your phone"),
        (
            gettext_noop("Open the Calendar, and choose the sign of a feed beside Month or Week."),
            gettext_noop("Make a link, and add it to your calendar as a subscription."),
            gettext_noop(
                "It shows what you may see here. It ends when you end it, or leave the office."
            ),
        ),
        urls.CALENDAR_FEED,
    ),
    Topic(
        "take-back",
        gettext_noop("Take back what was deleted"),
        (
            gettext_noop("For half a minute a note at the foot of the page has Undo."),
            gettext_noop("After that it lies in the bin for thirty days, with what hung on it."),
        ),
        urls.BIN,
    ),
    Topic(
        "erase",
        gettext_noop("Erase somebody, or hand out what is known of them"),
        (
            gettext_noop(
                "Who is deleted lies in the bin for thirty days, and is then removed "
                "with all files."
            ),
            gettext_noop("What is on legal hold stays until the hold is lifted."),
            gettext_noop(
                "The operator erases somebody everywhere, and hands out all that is known of them."
            ),
        ),
        urls.TALENT,
    ),
)
