"""The bench for hands, in a played room: taken up, connected, changed and taken back by mouse, finger and key."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.bench_stage import ARN, ORDERS, commands, open_bench, scene
from tests.browser.conftest import pages_of
from tests.browser.fixtures import OpenPage
from tests.browser.places import room
from tests.browser.visitors import Visitors
from tests.site import Site

pytestmark = pytest.mark.browser

TO_SPARE = [
    "sns.subscribe",
    {
        "TopicArn": ORDERS, "Protocol": "sqs", "Endpoint": ARN.format(service="sqs", name="spare"),
        "Attributes": {"RawMessageDelivery": "true"},
    },
]  # fmt: skip
ATTACHED = ["shipping.attach", {"queue": "spare", "instance": 1}]

# Where the middle of a thing is that has not moved for some pictures.
RESTING = """async (thing) => {
    const where = () => {
        const { x, y, width, height } = thing.getBoundingClientRect();
        return [x + width / 2, y + height / 2];
    };
    for (let before = []; before.join() !== where().join();) {
        before = where();
        for (let picture = 0; picture < 3; picture += 1) await new Promise(requestAnimationFrame);
    }
    return where();
}"""
# Another run of the room, in which nothing has been done yet.
ANEW = """(entities) => {
    for (const name of Object.keys(played.entities)) delete played.entities[name];
    Object.assign(played.entities, entities);
    Object.assign(played, { refuse: {}, epoch: `${played.epoch}+` });
    played.commands.length = 0;
    played.frame();
}"""


@pytest.fixture(scope="module")
def bench(visitors: Visitors, site: Site) -> Iterator[Page]:
    with pages_of(visitors, site) as open_page:
        yield open_bench(lambda **options: room(open_page, **options))


@pytest.fixture
def page(bench: Page) -> Page:
    """The bench with nothing taken up and nothing done; one page for all tests that leave it so."""
    bench.set_viewport_size({"width": 1280, "height": 900})
    bench.mouse.move(1, 1)
    bench.keyboard.press("Escape")
    bench.evaluate(ANEW, scene())
    bench.locator("[data-part=scene]").click(position={"x": 5, "y": 5})
    expect(bench.locator(".sheet")).to_be_hidden()
    return bench


def box(page: Page, entity: str) -> Locator:
    return page.locator(f'[data-part=scene] [data-id="{entity}"]')


def chip(page: Page, name: str) -> Locator:
    return page.locator("[data-bench=parts]").get_by_role("option", name=name)


def middle(page: Page, entity: str) -> tuple[float, float]:
    """Where a thing is once it has come to rest: boxes glide when another makes them room."""
    box(page, entity).scroll_into_view_if_needed()
    x, y = box(page, entity).evaluate(RESTING)
    return x, y


def pull(page: Page, start: str, end: tuple[float, float]) -> None:
    """A drag with the mouse, in some steps."""
    page.mouse.move(*middle(page, start))
    page.mouse.down()
    page.mouse.move(*end, steps=6)


def test_a_press_on_a_thing_or_its_chip_opens_its_sheet(page: Page) -> None:
    sheet = page.locator(".sheet")
    box(page, "sqs/spare").click()
    expect(sheet.locator(".sheet-name")).to_have_text("spare")
    expect(chip(page, "spare")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".hand-ring.chosen")).to_have_count(1)
    chip(page, "StoreFront").click()
    expect(sheet.locator(".sheet-name")).to_have_text("StoreFront")
    page.locator("[data-part=scene]").click(position={"x": 5, "y": 5})
    expect(sheet).to_be_hidden()


def test_a_chip_under_the_pointer_rings_its_box_and_the_other_way_round(page: Page) -> None:
    chip(page, "orders").hover()
    expect(page.locator(".hand-ring.over")).to_have_count(1)
    box(page, "sqs/accounting").hover()
    expect(chip(page, "accounting queue")).to_have_class("chip over")


def test_a_wire_pulled_from_a_topic_to_a_queue_subscribes_it(page: Page) -> None:
    pull(page, "sns/orders", middle(page, "sqs/spare"))
    assert page.locator(".hand-wire").get_attribute("d")
    page.mouse.up()
    assert commands(page) == [TO_SPARE]
    assert not page.locator(".hand-wire").get_attribute("d")
    assert page.evaluate("() => played.entities['sns/orders'].links.at(-1)") == "sqs/spare"


@pytest.mark.parametrize(
    ("start", "end", "command"),
    [
        ("sqs/spare", "sns/orders", TO_SPARE),
        ("sqs/spare", "shipping/1", ATTACHED),
        ("shipping/1", "sqs/spare", ATTACHED),
    ],
)
def test_either_end_may_be_pulled(page: Page, start: str, end: str, command: list[object]) -> None:
    pull(page, start, middle(page, end))
    page.mouse.up()
    assert commands(page) == [command]


def test_a_pull_that_ends_nowhere_or_where_nothing_fits_changes_nothing(page: Page) -> None:
    place = page.locator("[data-part=scene]").bounding_box()
    assert place
    for end in ((place["x"] + 8, place["y"] + 8), middle(page, "storefront"), middle(page, "shipping/1")):
        pull(page, "sns/orders", end)
        page.mouse.up()
        expect(page.locator("[data-picking]")).to_have_count(0)
    pull(page, "sns/orders", middle(page, "sqs/spare"))
    page.keyboard.press("Escape")
    page.mouse.up()
    assert commands(page) == []


def test_connect_marks_what_fits_and_dims_the_rest(page: Page) -> None:
    box(page, "sqs/spare").click()
    page.get_by_role("button", name="Connect…").click()
    expect(page.locator(".hand-ring:is(.target, .over)")).to_have_count(5)
    expect(chip(page, "Network")).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".picking")).to_contain_text("Choose who works off spare, or the topic that fills it.")
    box(page, "sns/orders").hover()
    expect(page.locator(".hands-line code")).to_contain_text("sns subscribe --topic-arn")
    box(page, "sns/orders").click()
    assert commands(page) == [TO_SPARE]
    expect(page.locator(".picking")).to_be_hidden()


def test_by_keys_alone_a_queue_is_made_connected_and_taken_back(page: Page) -> None:
    page.locator("[data-add=queue]").press("Enter")
    expect(page.get_by_label("Name of the new queue")).to_have_value("shipping")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-name")).to_have_text("shipping")
    page.get_by_role("button", name="Connect…").press("Enter")
    expect(chip(page, "orders")).to_be_focused()
    for queue in ("accounting queue", "spare queue"):
        page.keyboard.press("ArrowRight")
        expect(chip(page, queue)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(chip(page, "Shipping 1")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("[data-bench=inspector]").press("Control+z")
    page.keyboard.press("Control+z")
    attach, detach = (["shipping.attach", {"queue": "shipping", "instance": 1}], ["shipping.detach", {"instance": 1}])
    made, gone = ["sqs.create_queue", {"QueueName": "shipping"}], ["sqs.delete_queue", {"QueueUrl": "shipping"}]
    page.wait_for_function("() => played.commands.length === 4")
    assert commands(page) == [made, attach, detach, gone]
    expect(page.locator(".undo")).to_be_hidden()


def test_the_list_is_one_stop_of_the_tab_key(page: Page) -> None:
    chip(page, "StoreFront").focus()
    page.keyboard.press("End")
    expect(chip(page, "Network")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(chip(page, "orders")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-bench=inspector]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(chip(page, "orders")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-add=queue]")).to_be_focused()


def test_a_wire_is_pressed_and_disconnected(page: Page) -> None:
    at = page.evaluate(
        """() => {
            const free = ({ x, y }) => !document.elementFromPoint(x, y).closest('[data-id], [data-handle]');
            const points = [...document.querySelectorAll('.drawing .wire')].flatMap((path) => {
                const on = (at) => path.getPointAtLength((at / 20) * path.getTotalLength());
                return Array.from({ length: 20 }, (_, at) => on(at).matrixTransform(path.getScreenCTM()));
            });
            const { x, y } = points.find(free);
            return [x, y];
        }"""
    )
    page.mouse.click(*at)
    expect(page.locator(".sheet-title")).to_contain_text("→")
    expect(page.locator(".hand-ring.wire-ring")).to_have_count(1)
    buttons = page.locator(".sheet").get_by_role("button")
    expect(buttons).to_have_text(["Disconnect", "Close", "Break the network between SQS and Accounting"])


def test_disconnect_ends_a_subscription_and_undo_brings_it_back(page: Page) -> None:
    chip(page, "orders").click()
    page.get_by_role("button", name="Disconnect orders → Shipping 2").click()
    expect(page.get_by_role("button", name="Disconnect orders → Shipping 2")).to_have_count(0)
    expect(page.locator(".undo")).to_have_text("Undo: orders → Shipping 2 disconnected")
    expect(page.locator("[data-bench=inspector]")).to_be_focused()
    page.keyboard.press("Control+z")
    page.wait_for_function("() => played.commands.length === 2")
    again = {"TopicArn": ORDERS, "Protocol": "http", "Endpoint": "http://shipping-2.shop.example/"}
    assert commands(page) == [["sns.unsubscribe", {"SubscriptionArn": f"{ORDERS}:s2"}], ["sns.subscribe", again]]
    expect(page.get_by_role("button", name="Disconnect orders → Shipping 2")).to_be_visible()


def test_parameters_stand_on_the_thing_and_wrong_ones_are_told_at_the_field(page: Page) -> None:
    chip(page, "spare").click()
    field = page.get_by_label("Visibility timeout")
    expect(field).to_have_value("30")
    field.fill("50000")
    expect(page.locator(".hands-field", has=field)).to_contain_text("A number from 0 to 43,200.")
    field.press("Enter")
    assert commands(page) == []
    field.fill("45")
    expect(page.locator(".hands-line code")).to_have_text(line(page, "--attributes VisibilityTimeout=45"))
    field.press("Enter")
    asked = ["sqs.set_queue_attributes", {"QueueUrl": "spare", "Attributes": {"VisibilityTimeout": "45"}}]
    assert commands(page) == [asked]
    expect(page.locator(".hands-line-title")).to_have_text("Done. In a terminal:")
    page.locator(".undo").click()
    expect(field).to_have_value("30")


def line(page: Page, options: str) -> str:
    code = page.locator("[data-room]").get_attribute("data-room")
    origin = page.evaluate("() => location.origin")
    return f"aws --endpoint-url {origin}/rooms/{code}/aws sqs set-queue-attributes --queue-url spare {options}"


def test_what_a_program_does_is_no_call_to_aws(page: Page) -> None:
    chip(page, "Shipping 1").click()
    page.locator(".sheet").get_by_role("button", name="Stop").click()
    expect(page.locator(".hands-line-title")).to_have_text(
        "AWS has no command for this: it concerns only your own program."
    )
    expect(page.locator(".hands-line code")).to_be_hidden()
    expect(chip(page, "Shipping 1")).to_contain_text("stopped")
    chip(page, "orders").click()
    expect(page.locator(".hands-line-title")).to_contain_text("Do something here that calls AWS")


def test_what_the_room_refuses_is_told_where_it_was_asked(page: Page) -> None:
    page.evaluate("() => { played.refuse['sqs.create_queue'] = { code: 'QueueDeletedRecently', data: {} }; }")
    page.locator("[data-add=queue]").click()
    name = page.get_by_label("Name of the new queue")
    name.fill("큐")
    expect(page.locator("#new-part-wrong")).to_have_text(
        "Only the letters A to Z, digits, - and _, and at the end .fifo."
    )
    name.fill("orders-2")
    name.press("Enter")
    expect(page.locator("#new-part-wrong")).to_contain_text("60 seconds")
    expect(name).to_be_focused()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("[data-add=queue]")).to_be_focused()


def test_another_branch_or_moment_has_nothing_to_take_back(page: Page) -> None:
    chip(page, "Shipping 1").click()
    page.locator(".sheet").get_by_role("button", name="Stop").click()
    expect(page.locator(".undo")).to_be_visible()
    page.evaluate("() => { played.epoch = 'e2'; played.frame(); }")
    expect(page.locator(".undo")).to_be_hidden()


def test_watchers_look_at_things_and_into_queues_and_can_change_nothing(
    open_room: OpenPage, open_page: OpenPage
) -> None:
    watcher = open_page(open_room().url)
    box(watcher, "sqs/shipping").click()
    sheet = watcher.locator(".sheet")
    expect(sheet.locator(".sheet-name")).to_have_text("shipping")
    expect(sheet.locator(".hands-field").first).to_have_text("Visibility timeout30 s")
    expect(sheet.locator(".hands-link")).to_contain_text(["orders → shipping", "shipping → Shipping 1"])
    sheet.locator(".peek > summary").click()
    expect(sheet.locator(".peek-list > li").first).to_be_visible()
    expect(sheet.locator("input, select, textarea")).to_have_count(0)
    expect(sheet.get_by_role("button")).to_have_text(["Dials…", "Why?", "Close", "Settings"])
    assert violations(watcher) == []
    watcher.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(watcher.locator(".hand-handle")).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "color_scheme", "widths"), [("en-US", "light", (1440, 320)), ("ko-KR", "dark", (1440, 390))]
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    open_room: OpenPage, locale: str, color_scheme: str, widths: tuple[int, int]
) -> None:
    page = open_bench(open_room, locale=locale, color_scheme=color_scheme, width=widths[0])
    assert violations(page) == []
    for part in ("sqs/accounting", "shipping/1", "sns/orders"):
        box(page, part).click()
        assert violations(page, within=".room") == [], part
        for width in reversed(widths):
            page.set_viewport_size({"width": width, "height": 900})
            assert sticks_out(page) == 0
    page.set_viewport_size({"width": widths[1], "height": 900})
    assert violations(page) == []
    page.locator(".sheet .primary").click()
    assert violations(page, within=".room") == []
    page.keyboard.press("Escape")
    page.locator("[data-add=queue]").click()
    assert violations(page, within="[data-part=bench]") == []


def test_what_is_under_the_pointer_does_not_move_when_its_line_is_shown(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    box(page, "sns/orders").click()
    end = page.get_by_role("button", name="Disconnect orders → accounting")
    before = end.bounding_box()
    end.hover()
    expect(page.locator(".hands-line code")).to_contain_text("sns unsubscribe")
    assert end.bounding_box() == before


def test_frames_leave_the_focus_where_it_is(page: Page) -> None:
    chip(page, "spare").click()
    expect(page.get_by_label("Delivery delay")).to_be_hidden()
    page.get_by_text("All attributes").click()
    page.get_by_label("Delivery delay").fill("7")
    page.evaluate("() => { for (let at = 0; at < 50; at += 1) played.frame(); }")
    expect(page.get_by_label("Delivery delay")).to_be_focused()
    expect(page.get_by_label("Delivery delay")).to_have_value("7")
