"""Which handler answers which message, for each kind of room. What is not here is not heard."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from services.rooms import (
    back_room,
    chatting,
    closing,
    conversation,
    heard,
    lobby,
    marking,
    muting,
    prompting,
    removing,
    speaking,
    taping,
)
from services.rooms.back_room import BackRoom
from services.rooms.people import Person
from services.rooms.room import Room
from services.rooms.stage import Stage

Handler: TypeAlias = Callable[[Any, Person, Any], Awaitable[None]]

COMMON: Mapping[type[heard.Message], Handler] = {
    heard.Subscribe: conversation.subscribe,
    heard.Answer: conversation.answer,
    heard.Look: conversation.look,
    heard.Devices: conversation.devices,
    heard.Ping: conversation.ping,
}

HANDLERS: Mapping[type[Room], Mapping[type[heard.Message], Handler]] = {
    BackRoom: {**COMMON, heard.Publish: back_room.publish, heard.Chat: back_room.chat},
    Stage: {
        **COMMON,
        heard.Publish: lobby.publish,
        heard.Chat: chatting.chat,
        heard.Consent: lobby.consent,
        heard.BringIn: lobby.bring_in,
        heard.SendBack: lobby.send_back,
        heard.Mute: muting.mute,
        heard.Remove: removing.remove,
        heard.LetIn: removing.let_in,
        heard.EndSession: closing.end_session,
        heard.Speak: speaking.speak,
        heard.StartTake: taping.start_take,
        heard.StopTake: taping.stop_take,
        heard.NameTake: marking.name_take,
        heard.Mark: marking.mark,
        heard.Prompt: prompting.prompter,
        heard.Scroll: prompting.scroll,
    },
}
