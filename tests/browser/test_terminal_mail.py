"""A look at the last mails: the panel alone, with what the room's own outbox says of them."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules
from tests.engines.aws.ses.post import Post

pytestmark = pytest.mark.browser

# Takes up a thing of a kind, opens the look, and tells what was asked and what is seen.
LOOK = """async (entity, answer) => {
    const { Peek } = await import('#lab/bench/peek.js');
    const { SOURCES } = await import('#lab/bench/peek_sources.js');
    const { Store } = await import('#lab/room/store.js');
    const asked = [];
    const ask = async (command, args) => { asked.push([command, args]); return { result: { answer } }; };
    const peek = new Peek(ask, SOURCES);
    document.querySelector('main').replaceChildren(peek.element);
    const store = new Store();
    store.apply({ n: 1, epoch: 'e', now_ms: 60000, full: true, set: { it: entity } });
    peek.show('it', store);
    const opened = new Promise((done) => peek.element.addEventListener('toggle', done, { once: true }));
    peek.element.open = true;
    await opened;
    for (let at = 0; at < 2; at += 1) await new Promise((done) => setTimeout(done, 0)); // it asks, and is answered
    const rows = [...peek.element.querySelectorAll('.peek-list > li')];
    const made = peek.element.querySelectorAll('script, i, img').length;
    return { hidden: peek.element.hidden, asked, made, rows: rows.map((row) => row.textContent) };
}"""


def looked_at(modules: Modules, entity: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    return dict(modules(LOOK, entity, answer))


def test_mails_are_seen_with_what_became_of_them_and_never_rendered(modules: Modules) -> None:
    post = Post()
    post.have_verified("shop@example.com")
    post.world.call("outbox.grant_production", per_day=1_000, per_s=100)
    post.send(
        "lee@example.com", "bounce@simulator.amazonses.com", subject="<i>Your order</i>", text="<script>x</script>"
    )
    post.later(5)
    entity = {"kind": "outbox", "name": "SES", "region": "us-east-1"}
    seen = looked_at(modules, entity, post.ask("outbox.last_mails"))
    assert seen["asked"] == [
        ["room.query", {"query": "outbox.last_mails", "args": {"Region": "us-east-1", "most": 10}}]
    ]
    (row,) = seen["rows"]
    assert "<i>Your order</i>" in row
    assert "<script>x</script>" in row
    assert "lee@example.com: ■ 배달됨" in row
    assert "bounce@simulator.amazonses.com: ✕ 반송됨" in row
    assert seen["made"] == 0


def test_a_mailbox_shows_its_own(modules: Modules) -> None:
    seen = looked_at(modules, {"kind": "mailbox", "name": "lee@example.com"}, {"mails": []})
    assert seen["asked"][0][1]["args"] == {"mailbox": "lee@example.com", "most": 10}
    assert (seen["rows"], seen["hidden"]) == ([], False)


def test_what_holds_nothing_is_not_asked(modules: Modules) -> None:
    seen = looked_at(modules, {"kind": "caller", "name": "StoreFront"}, {})
    assert (seen["asked"], seen["hidden"]) == ([], True)
