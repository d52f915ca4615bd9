"""What scenes rarely have: lanes of groups, dead letters, filters, mail, and short signs of what was refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.bench_stage import ARN, asked, open_bench, restage, scene
from tests.browser.conftest import pages_of
from tests.browser.fixtures import Modules
from tests.browser.places import room
from tests.browser.test_bench import box
from tests.browser.visitors import Visitors
from tests.site import Site

pytestmark = pytest.mark.browser

LETTERS = ARN.format(service="sqs", name="spare")
POLICY = '{"item": ["book"]}'


def rich() -> dict[str, Any]:
    """Accounting's queue is a FIFO one, spare takes its dead letters, the topic filters for it; SES and an endpoint."""
    entities = scene()
    entities["sqs/accounting"] |= {
        "fifo": True, "groups_more": 0, "dead_letters": "spare", "receives_max": 3, "visible": 9, "hidden": 1,
        "groups": [
            {"name": "customer-1", "waiting": 8, "hidden": 1, "blocked": True},
            {"name": "customer-2", "waiting": 1, "hidden": 0, "blocked": False},
        ],
    }  # fmt: skip
    entities["sns/orders"]["subscriptions"][2]["filter"] = POLICY
    counts = {"delivered": 4, "bounced": 2, "complained": 1}
    entities["ses"] = {
        "kind": "outbox", "name": "SES", "sandbox": True, "paused": False, "standing": "HEALTHY", "per_day": 200,
        "used": 7, "under_way": 0, "identities": [{"name": "shop@example.com", "status": "SUCCESS"}], **counts,
    }  # fmt: skip
    entities["mailbox/example.org"] = {"kind": "mailbox", "name": "example.org", "simulator": False, **counts}
    entities["endpoint/lambda/bill"] = {
        "kind": "endpoint", "name": "bill", "protocol": "lambda", "delivered": 2, "failing": False, "last": "hi",
        "asks": 0,
    }  # fmt: skip
    return entities


@pytest.fixture(scope="module")
def bench(visitors: Visitors, site: Site) -> Iterator[Page]:
    with pages_of(visitors, site) as open_page:
        yield open_bench(lambda **options: room(open_page, **options), rich())


@pytest.fixture
def everything(bench: Page) -> Page:
    return drawn(bench)


def drawn(bench: Page, **size: int) -> Page:
    """As new, with everything in its scene."""
    restage(bench, rich(), **size)
    expect(bench.locator(".dead-frame")).to_have_count(1)
    return bench


@pytest.mark.parametrize("width", [1440, 390])
def test_a_fifo_queue_has_a_lane_for_each_group_with_a_bar_where_it_is_blocked(bench: Page, width: int) -> None:
    page = drawn(bench, width=width)
    lanes = page.locator("[data-id='sqs/accounting'] .lane:not([display=none])")
    expect(lanes).to_have_count(2)
    expect(lanes.nth(0).locator(".gate:not([display=none])")).to_have_count(1)
    expect(lanes.nth(1).locator(".gate:not([display=none])")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dead_letters_and_filters_are_shapes_and_mail_is_counted_by_signs_and_in_the_table_all_are_words(
    everything: Page,
) -> None:
    expect(everything.locator(".wire.dead")).to_have_count(1)
    expect(everything.locator(".wire-words")).to_have_text(["after 3×", "† dead letters"])
    expect(everything.locator(".funnel")).to_have_count(1)
    expect(everything.locator("[data-id='mailbox/example.org'] .mail-counts")).to_have_text("■ 4  ✕ 2  ! 1")
    everything.locator("[data-part=table] summary").click()
    state = everything.locator("[data-part=table] [data-state]")
    expect(state).to_contain_text("mailbox · 4 delivered · 2 bounced · 1 complaints")
    expect(state).to_contain_text("customer-1: 8 waiting, 1 hidden, blocked by the first")
    expect(state).to_contain_text("dead letters to spare after 3×")
    expect(state).to_contain_text(f"filter for accounting: {POLICY}")


def test_axe_finds_nothing_in_a_scene_with_everything(everything: Page) -> None:
    box(everything, "sqs/accounting").click()
    expect(everything.locator(".sheet")).to_be_visible()
    assert violations(everything) == []
    everything.emulate_media(color_scheme="dark")
    assert violations(everything, "color-contrast", "link-in-text-block") == []
    everything.emulate_media(color_scheme="light")


def test_what_refuses_a_call_bears_a_sign_for_a_moment(everything: Page) -> None:
    everything.evaluate("played.silent = true")  # no frame by itself
    event = {"id": 9, "at_us": 1, "cause": 0, "event": "CallsThrottled", "data": {"queue": "spare", "by": "@kim"}}
    everything.evaluate("(event) => played.frame({ events: [event] })", event)
    expect(everything.locator(".flashed-sign")).to_have_text("⊘")
    expect(everything.locator(".log-line").first).to_contain_text("spare refuses calls of kim")
    everything.evaluate("played.frame()")  # a step further
    expect(everything.locator(".flashed-sign")).to_have_count(0)


RARE = """async (entities, events) => {
    const { MessagingScene } = await import('#lab/scenes/messaging.js');
    const { Store } = await import('#lab/room/store.js');
    const host = document.createElement('div');
    host.style.width = '900px';
    document.body.append(host);
    const scene = new MessagingScene(host);
    const store = new Store();
    let n = 0;
    const show = (now_ms, speed, elapsedMs, events = []) => {
        n += 1;
        const frame = { n, epoch: 'e', now_ms, full: true, set: entities, gone: [], events };
        scene.take(store.apply(frame), store, speed);
        scene.draw(store, elapsedMs, speed);
        const marks = [...host.querySelectorAll('.mark:not([display=none])')].map(({ style }) => style.transform);
        return { signs: host.querySelectorAll('.flashed-sign').length, marks };
    };
    show(0, 0, 0);
    while (!scene.rare) await new Promise(requestAnimationFrame);
    const seen = events.map((frame) => show(...frame));
    host.remove();
    return seen;
}"""


def test_a_sign_stays_while_the_run_is_paused_and_ends_with_the_next_step_or_a_moment_later(modules: Modules) -> None:
    refused = {"id": 9, "at_us": 1, "cause": 0, "event": "CallsThrottled", "data": {"queue": "spare", "by": "@kim"}}
    again = {**refused, "id": 10}
    frames = [
        [900, 1, 10, [refused]],  # running
        [950, 0, 10],  # paused in the middle of it
        [950, 0, 5000],
        [1200, 0, 10],  # a step
        [1300, 0, 10, [again]],
        [1300, 1, 5000],  # the run goes on
    ]
    assert [seen["signs"] for seen in modules(RARE, rich(), frames)] == [1, 1, 1, 0, 1, 0]


def test_a_dead_letter_is_seen_moving_along_its_wire_and_back(modules: Modules) -> None:
    def fact(number: int, event: str, source: str, to: str) -> dict[str, Any]:
        data = {"queue": source, "to": to, "message": "m", "trace": "order-1"}
        return {"id": number, "at_us": 1_000_000 * number, "cause": 0, "event": event, "data": data}

    moved, back = fact(1, "MessageMoved", "accounting", "spare"), fact(3, "MessageRedriven", "spare", "accounting")
    frames = [[1000, 0, 10, [moved]], [1350, 0, 10], [2000, 0, 10], [3000, 0, 10, [back]]]
    left, middle, arrived, returning = (seen["marks"] for seen in modules(RARE, rich(), frames))
    assert [len(left), len(middle), len(arrived), len(returning)] == [1, 1, 0, 1]
    assert left != middle


def test_a_wire_to_dead_letters_is_changed_ended_and_taken_back(everything: Page) -> None:
    box(everything, "sqs/accounting").click()
    field = everything.get_by_label("Receives before it is a dead letter")
    field.fill("5")
    field.press("Enter")
    everything.get_by_role("button", name="Disconnect accounting → spare").click()
    asked(everything, 2)
    everything.locator(".undo").click()
    policies = [args["Attributes"]["RedrivePolicy"] for _, args in asked(everything, 3)]
    before = f'{{"deadLetterTargetArn":"{LETTERS}","maxReceiveCount":3}}'
    assert policies == [before.replace(":3}", ":5}"), "", before]


def test_dead_letters_move_back_and_have_a_line_for_a_terminal(everything: Page) -> None:
    box(everything, "sqs/spare").click()
    everything.get_by_role("button", name="Move messages back").click()
    expect(everything.locator(".hands-line code")).to_contain_text(
        f"sqs start-message-move-task --source-arn {LETTERS}"
    )
    assert asked(everything, 1) == [["sqs.start_message_move_task", {"SourceArn": LETTERS}]]


def test_a_filter_policy_is_written_and_what_the_engine_says_of_it_is_seen(everything: Page) -> None:
    everything.locator("[data-bench=parts]").get_by_role("option", name="orders").click()
    everything.evaluate(
        "played.refuse['sns.set_subscription_attributes'] = {code: 'InvalidParameter', data: {message: 'x y'}}"
    )
    everything.locator(".hands-link").filter(has_text="accounting").hover()
    everything.get_by_role("button", name="Settings of orders → accounting").click()
    area = everything.get_by_label("Filter policy (JSON)")
    expect(area).to_have_value(POLICY)
    area.fill("{")
    area.blur()
    expect(everything.locator(".hands-text .refused")).to_contain_text("x y")
    everything.evaluate("played.refuse = {}")
    area.fill('{"item": ["tea"]}')
    area.blur()
    expect(everything.locator(".undo")).to_have_text("Undo: orders → accounting: FilterPolicy changed")


def test_dials_are_off_until_they_are_turned(everything: Page) -> None:
    box(everything, "sqs/spare").click()
    everything.get_by_role("button", name="Dials…").click()
    expect(everything.locator(".sheet-name")).to_have_text("Dials of spare")
    field = everything.get_by_label("Delivered twice")
    expect(field).to_have_value("0")
    field.fill("20")
    field.press("Enter")
    dials = {"Duplicates": 20, "Reordering": 0, "Servers": 0, "StaleSeconds": 0}
    assert asked(everything, 1) == [["sqs.set_dials", {"QueueUrl": "spare", **dials}]]


def test_ses_sends_a_test_mail_and_a_mail_server_is_told_how_to_answer(everything: Page) -> None:
    box(everything, "ses").click()
    everything.get_by_role("button", name="Mail to bounce@…").click()
    expect(everything.locator(".hands-line code")).to_contain_text(
        "sesv2 send-email --from-email-address shop@example.com"
    )
    box(everything, "mailbox/example.org").click()
    field = everything.get_by_label("Bounces for good")
    field.fill("500")
    field.press("Enter")
    assert asked(everything, 2)[1] == ["mailboxes.set_domain", {"domain": "example.org", "hard_bounces": 500}]


def test_an_address_says_which_protocol_it_is_for(modules: Modules) -> None:
    addresses = [
        "kim@example.com",
        "+821012345678",
        "https://example.com/a",
        "arn:aws:lambda:us-east-1:123456789012:function:f",
    ]
    found = modules(
        """async (all) => {
            const { protocolOf } = await import('#lab/bench/subscribing.js');
            return all.map((one) => protocolOf(one));
        }""",
        [*addresses, "kim"],
    )
    assert found == ["email", "sms", "https", "lambda", None]


WAITS = """async (entities) => {
    const { MessagingScene } = await import('#lab/scenes/messaging.js');
    const { Store } = await import('#lab/room/store.js');
    const host = document.createElement('div');
    host.style.width = '900px';
    document.body.append(host);
    const scene = new MessagingScene(host);
    const store = new Store();
    let n = 0;
    const show = (confirmed) => {
        n += 1;
        const topic = entities['sns/orders'];
        topic.subscriptions[0].confirmed = confirmed;
        topic.links = topic.subscriptions.filter((one) => one.confirmed).map(({ target }) => target);
        const frame = { n, epoch: 'e', now_ms: 0, full: true, set: entities, gone: [], events: [] };
        scene.take(store.apply(frame), store, 0);
        scene.draw(store, 0, 0);
    };
    const seen = () => [host.querySelectorAll('.wire').length, host.querySelectorAll('.wire.waits').length,
        host.textContent.includes('아직 확인되지 않음')];
    show(true);
    const looks = [seen()];
    show(false);
    while (!host.querySelector('.wire.waits')) await new Promise(requestAnimationFrame);
    looks.push(seen());
    show(true);
    looks.push(seen());
    host.remove();
    return looks;
}"""


def test_a_wire_whose_subscription_is_not_confirmed_yet_is_drawn_at_once_and_says_so(modules: Modules) -> None:
    connected, waiting, confirmed = modules(WAITS, scene())
    assert waiting == [connected[0], 1, True]
    assert confirmed == connected == [connected[0], 0, False]
