"""How a stage behaves: which handler answers which message and event, and what runs when."""

from collections.abc import Iterable

from services.rooms.media.model import Source
from services.rooms.protocol import client_messages
from services.rooms.room import dispatch
from services.rooms.room.behaviour import Behaviour
from services.rooms.room.participant import Participant
from services.rooms.stage import (
    chat,
    lobby,
    moderation,
    places,
    prompter,
    snapshot,
    state,
    talkback,
    visibility,
)
from services.rooms.stage.events import CountdownEnded, HostAwaited, TakePhaseChanged
from services.rooms.stage.stage import Stage
from services.rooms.stage.takes import active_take, attendance, commands, markers


def _visible(stage: Stage, participant: Participant) -> Iterable[Source]:
    return visibility.visible(stage.people.values(), participant)


def _settle(stage: Stage) -> None:
    talkback.release(stage)
    attendance.check(stage)
    active_take.arm(stage)


async def _on_left(stage: Stage) -> None:
    active_take.end_without_people(stage)
    places.fill(stage)


async def _on_close(stage: Stage) -> None:
    active_take.end(stage, "room_closed")


STAGE: Behaviour[Stage] = Behaviour(
    slots=10,
    capacity=40,
    decoder=client_messages.ON_STAGE,
    message_handlers={
        **dispatch.MESSAGE_HANDLERS,
        client_messages.Publish: lobby.publish,
        client_messages.Chat: chat.chat,
        client_messages.Consent: lobby.consent,
        client_messages.BringIn: lobby.bring_in,
        client_messages.SendBack: lobby.send_back,
        client_messages.Mute: moderation.mute,
        client_messages.Remove: moderation.remove,
        client_messages.LetIn: moderation.let_in,
        client_messages.EndSession: moderation.end_session,
        client_messages.Speak: talkback.speak,
        client_messages.StartTake: commands.start_take,
        client_messages.StopTake: commands.stop_take,
        client_messages.NameTake: markers.name_take,
        client_messages.Mark: markers.mark,
        client_messages.Prompt: prompter.prompt,
        client_messages.Scroll: prompter.scroll,
    },
    event_handlers={
        **dispatch.EVENT_HANDLERS,
        CountdownEnded: commands.countdown_ended,
        HostAwaited: attendance.host_awaited,
        TakePhaseChanged: commands.take_phase_changed,
    },
    arrive=places.arrive,
    visible=_visible,
    state_for=state.state_for,
    permissions=visibility.permissions,
    restore=snapshot.restore,
    save=snapshot.save,
    on_tick=active_take.on_tick,
    on_left=_on_left,
    on_close=_on_close,
    settle=_settle,
    send_updates=prompter.send_changes,
)
