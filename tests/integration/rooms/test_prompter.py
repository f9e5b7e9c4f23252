"""The prompter: all on stage and watching read the same lines."""

from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.visitor import Gateway, Visitor


def shown(visitor: Visitor) -> list[str]:
    return [m["text"] for m in visitor.received if m["type"] == "prompter"]


async def test_all_but_the_lobby_read_and_follow(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    watcher = await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await reader.says("prompter", title="Scene 4", text="I am a seagull.")
    for visitor in (host, reader, watcher):
        line = await visitor.hears("prompter")
        assert (line["title"], line["text"], line["at"]) == ("Scene 4", "I am a seagull.", 0)
    await host.says("scroll", at=0.4)
    assert (await reader.hears("scrolled"))["at"] == 0.4
    await actor.goes_on()
    assert not [m for m in actor.received if m["type"] in ("prompter", "scrolled")]


async def test_who_comes_in_reads_on_where_the_others_are(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("prompter", title="", text="I am a seagull.")
    await host.says("scroll", at=0.5)
    await host.says("bring_in", who=[actor.who])
    assert (await actor.hears("prompter"))["at"] == 0.5
    again = await gateway.visit(actor.ticket)
    assert (await again.hears("prompter"))["text"] == "I am a seagull."
    await host.says("send_back", who=[actor.who])
    assert (await again.hears("prompter"))["text"] == ""


async def test_it_is_closed_for_all_and_does_not_scroll_then(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    assert (await host.asks("scroll", at=0.5))["code"] == "nothing_shown"
    await host.says("prompter", title="", text="No more.")
    for _ in range(2):
        await host.says("prompter", title="", text="  ")
    await reader.goes_on()
    assert shown(reader) == ["No more.", ""]
    late = await gateway.visit(audition.on_stage("reader", "Dorn"))
    await late.goes_on()
    assert shown(late) == []
    assert (await host.asks("scroll", at=0.5))["code"] == "nothing_shown"
