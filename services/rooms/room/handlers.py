"""Which handler answers which message, for each kind of room. What is not here is not heard."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from services.rooms.back_room import room
from services.rooms.back_room.room import BackRoom
from services.rooms.protocol import client_messages
from services.rooms.room import closing
from services.rooms.room.media import negotiation
from services.rooms.room.participant import Participant
from services.rooms.room.room import Room
from services.rooms.stage import chat, lobby, muting, prompter, removing, talkback
from services.rooms.stage.stage import Stage
from services.rooms.stage.takes import commands, markers

Handler: TypeAlias = Callable[[Any, Participant, Any], Awaitable[None]]

COMMON: Mapping[type[client_messages.ClientMessage], Handler] = {
    client_messages.Subscribe: negotiation.subscribe,
    client_messages.Answer: negotiation.answer,
    client_messages.Look: negotiation.look,
    client_messages.Devices: negotiation.devices,
    client_messages.Ping: negotiation.ping,
}

MESSAGE_HANDLERS: Mapping[type[Room], Mapping[type[client_messages.ClientMessage], Handler]] = {
    BackRoom: {**COMMON, client_messages.Publish: room.publish, client_messages.Chat: room.chat},
    Stage: {
        **COMMON,
        client_messages.Publish: lobby.publish,
        client_messages.Chat: chat.chat,
        client_messages.Consent: lobby.consent,
        client_messages.BringIn: lobby.bring_in,
        client_messages.SendBack: lobby.send_back,
        client_messages.Mute: muting.mute,
        client_messages.Remove: removing.remove,
        client_messages.LetIn: removing.let_in,
        client_messages.EndSession: closing.end_session,
        client_messages.Speak: talkback.speak,
        client_messages.StartTake: commands.start_take,
        client_messages.StopTake: commands.stop_take,
        client_messages.NameTake: markers.name_take,
        client_messages.Mark: markers.mark,
        client_messages.Prompt: prompter.prompter,
        client_messages.Scroll: prompter.scroll,
    },
}
