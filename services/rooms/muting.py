"""A host mutes somebody: nothing of their sound goes on, whatever their browser sends."""

from services.rooms import heard
from services.rooms.people import Person
from services.rooms.refusals import NobodyThere, NotYours
from services.rooms.stage import Stage


async def mute(stage: Stage, person: Person, message: heard.Mute) -> None:
    if not person.manages:
        raise NotYours
    target = stage.people.get(message.who)
    if target is None:
        raise NobodyThere
    target.muted = message.muted
    if message.muted:
        stage.muted.add(target.who)
    else:
        stage.muted.discard(target.who)
