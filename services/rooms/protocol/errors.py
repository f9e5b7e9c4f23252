"""Why a room does not do what somebody asked. The docstring is what they read."""

from typing import ClassVar


class RequestError(Exception):
    """That is not possible just now."""

    code: ClassVar[str] = "refused"

    def __init__(self, reason: str | None = None) -> None:
        super().__init__(reason or (type(self).__doc__ or "").strip())


class NotYours(RequestError):
    """This is not yours to do in this room."""

    code = "not_yours"


class NobodyThere(RequestError):
    """That person is no longer there."""

    code = "nobody_there"


class StageFull(RequestError):
    """The stage is full. Send somebody back to the lobby first."""

    code = "stage_full"


class TakeRunning(RequestError):
    """A take is being recorded. Stop it first."""

    code = "take_running"


class HoursUsed(RequestError):
    """The trial's recorded hours are used. Recording goes on once a plan is paid for."""

    code = "hours_used"


class OnlyRead(RequestError):
    """This production is only read now: it is paused, not paid for or has ended."""

    code = "only_read"


class NoTakeRunning(RequestError):
    """No take is being recorded."""

    code = "no_take_running"


class Muted(RequestError):
    """The host has muted you."""

    code = "muted"


class NotSending(RequestError):
    """Your sound does not reach the room yet."""

    code = "not_sending"


class EnoughVoices(RequestError):
    """Two people speak to the stage already."""

    code = "enough_voices"


class EnoughScreens(RequestError):
    """Two screens are shared already."""

    code = "enough_screens"


class NothingShown(RequestError):
    """No text is shown just now."""

    code = "nothing_shown"


class TakeUnknown(RequestError):
    """This session has no such take."""

    code = "take_unknown"


class EnoughMarkers(RequestError):
    """This take has all the markers that it can have."""

    code = "enough_markers"


class ConsentMissing(RequestError):
    """Not everyone on stage has agreed to be recorded."""

    code = "consent_missing"


class GuardianMissing(RequestError):
    """No guardian has agreed that a child on stage may be recorded."""

    code = "guardian_missing"


class StatementUnknown(RequestError):
    """This page asks about recording in words of its own. Reload it, read it and answer again."""

    code = "statement_unknown"


class NobodyHosts(RequestError):
    """No host or runner is in the room."""

    code = "nobody_hosts"


class NobodySending(RequestError):
    """Nobody on stage sends sound or picture yet."""

    code = "nobody_sending"


class RecorderUnwell(RequestError):
    """The recorder does not work just now."""

    code = "recorder_unwell"


class RoleUnknown(RequestError):
    """This production has no such role."""

    code = "role_unknown"


class SceneMissing(RequestError):
    """Name the scene first."""

    code = "scene_missing"


class NotALine(RequestError):
    """These words cannot stand on a line."""

    code = "not_a_line"


class TryAgain(RequestError):
    """That did not work on our side. Please try again."""

    code = "try_again"


class NotSubscribed(RequestError):
    """Ask to subscribe first."""

    code = "not_subscribed"
