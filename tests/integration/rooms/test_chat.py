"""Who hears what: the lobby talks with hosts, the stage with the stage."""

from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.visitor import Gateway, Visitor


def lines(visitor: Visitor) -> list[str]:
    return [message["text"] for message in visitor.received if message["type"] == "chat"]


async def test_the_lobby_talks_with_hosts_only(gateway: Gateway, audition: AuditionSession) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    nina = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    boris = await gateway.visit(audition.on_stage("actor", "Boris", waits=2))
    await nina.says("chat", text="I am late, sorry.")
    line = await host.hears("chat")
    assert (line["to"], line["name"]) == ("lobby", "Nina")
    await nina.hears("chat")
    await host.says("chat", text="No worry, all.", to="lobby")
    for visitor in (nina, boris):
        assert (await visitor.hears("chat"))["text"] == "No worry, all."
    assert lines(reader) == []
    assert lines(boris) == ["No worry, all."]


async def test_the_stage_is_not_heard_in_the_lobby(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    watcher = await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("chat", text="Page two, please.")
    assert (await watcher.hears("chat"))["to"] == "stage"
    await actor.says("ping")
    await actor.hears("pong")
    assert lines(actor) == []
