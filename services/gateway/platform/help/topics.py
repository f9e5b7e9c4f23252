"""The pages of help, in the order in which an office comes to need them."""

from collections.abc import Sequence

from services.gateway.platform.help.model import Topic
from services.gateway.web import urls

TOPICS: Sequence[Topic] = (
    Topic(
        "start-a-production",
        "Start a production and its roles",
        (
            "Open Productions, and start one by its title. It is paid for later, by itself.",
            "On its page add a role: a name, a breakdown, and the sides as one PDF.",
            "A role or a whole production is duplicated without its people, archived, or deleted.",
        ),
        urls.PRODUCTIONS,
    ),
    Topic(
        "lay-out-a-session",
        "Lay out a session",
        (
            "A session is a day of auditions. Choose its date, its time zone and the first slot.",
            "Say how many slots there are, how long each is, and after how many comes a break.",
            "Times stand in the zone of the session, and beside it in the zone of who reads.",
        ),
        urls.PRODUCTIONS,
    ),
    Topic(
        "invite",
        "Invite actors, reps and producers",
        (
            "On the page of the session choose a slot, and give the name and the address.",
            "Each gets a mail with a link of their own, which needs no account and no program.",
            "What became of the mail stands on the page. A link can be sent again, or withdrawn.",
        ),
        urls.PRODUCTIONS,
    ),
    Topic(
        "hold-an-audition",
        "Hold an audition and record a take",
        (
            "Go to the room from Today. Who has come waits in the lobby until you bring them in.",
            "A take begins once everybody on stage has agreed to be recorded.",
            "The back room is for who decides together. Nobody on stage hears it.",
        ),
        urls.TODAY,
    ),
    Topic(
        "decide-and-answer",
        "Decide, and tell people",
        (
            "A decision on a candidate tells nobody. An answer does, in words of yours.",
            "Before it leaves, a sheet says who is told, and through whom.",
            "An answer can be taken back for thirty seconds.",
        ),
        urls.PRODUCTIONS,
    ),
    Topic(
        "bring-in-people",
        "Bring in a list of people",
        (
            "Choose a CSV or XLSX file, say which column is what, and look at the preview.",
            "Columns of birth, ethnicity, disability, religion and orientation are left out.",
            "A report has each line that was not taken, with the reason.",
        ),
        urls.IMPORTS,
    ),
    Topic(
        "team",
        "Invite your team, and say who may do what",
        (
            "An owner invites members on the page of the team, each with a part.",
            "A freelancer sees only the productions that are named to them.",
            "The page of parts says what each of them includes.",
        ),
        urls.TEAM,
    ),
    Topic(
        "settings",
        "Set the name, the zone and the reply address of your office",
        (
            "Owners change them under Settings. A reply address counts once its link is followed.",
            "The zone is what new sessions begin with. The signature stands below your letters.",
            "Your own name, zone, clock and language of dates stand in your account.",
        ),
        urls.SETTINGS,
    ),
    Topic(
        "erase",
        "Erase somebody, or hand out what is known of them",
        (
            "Who is deleted lies in the bin for thirty days, and is then removed with all files.",
            "What is on legal hold stays until the hold is lifted.",
            "The operator erases somebody everywhere, and hands out all that is known of them.",
        ),
        urls.TALENT,
    ),
)
