"""The empty bench on the running site: hands build a scene from nothing, and so does a client that is no browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import pages_of
from tests.browser.fixtures import Modules, OpenPage
from tests.browser.own_rooms import open_own, own_room
from tests.browser.test_bench import middle, pull
from tests.browser.visitors import Visitors
from tests.gateways.aws.clients import aws_client
from tests.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visitor(visitors: Visitors, site: Site) -> Iterator[Page]:
    """Who opens a new room in each test; boxes that make room do not glide away from the pointer."""
    with pages_of(visitors, site) as open_page:
        yield open_page("/rooms/join/", height=1200, reduced_motion="reduce")


def add(page: Page, kind: str, name: str | None = None) -> None:
    page.locator(f"[data-add={kind}]").click()
    field = page.locator("#new-part")
    expect(field).to_be_focused()
    if name is not None:
        field.fill(name)
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.locator(".new-part")).to_be_hidden()


def wire(page: Page, start: str, end: str) -> None:
    page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, 0)")
    pull(page, start, middle(page, end))
    page.mouse.up()
    expect(page.locator(".picking")).to_be_hidden()


def test_from_nothing_to_handled_orders_by_hand(visitor: Page) -> None:
    page = own_room(visitor, "empty-bench", playing=True)
    first = page.locator("[data-bench=first]")
    expect(first).to_contain_text("Add a queue or a topic")
    expect(page.locator("[data-part=ledger]")).to_be_hidden()
    add(page, "topic")
    add(page, "queue", "jobs")
    add(page, "instance")
    expect(page.locator("[data-id='worker/1']")).to_be_visible()
    wire(page, "storefront", "sns/orders")
    expect(page.locator(".undo")).to_have_text("Undo: StoreFront → orders connected")
    wire(page, "sns/orders", "sqs/jobs")
    wire(page, "sqs/jobs", "worker/1")
    expect(page.locator(".undo")).to_have_text("Undo: jobs → Worker 1 connected")
    expect(first).to_be_hidden()
    page.locator("[data-id=storefront]").click()
    rate = page.locator(".hands-fields").get_by_label("Orders per second")
    rate.fill("4")
    rate.press("Enter")
    expect(page.locator("[data-id='worker/1'] .caption")).to_contain_text("/s")
    expect(page.locator("[data-id='worker/1'] .caption")).not_to_have_text("0.0/s")


def test_what_a_storefront_hands_on_to_is_ended_and_taken_back(visitor: Page) -> None:
    page = own_room(visitor, "empty-bench")
    add(page, "queue", "jobs")
    wire(page, "storefront", "sqs/jobs")
    page.locator("[data-id=storefront]").click()
    end = page.get_by_role("button", name="Disconnect StoreFront → jobs")
    end.click()
    expect(page.locator(".undo")).to_have_text("Undo: StoreFront → jobs disconnected")
    page.locator(".undo").click()
    expect(end).to_be_visible()
    page.locator(".undo").click()
    expect(page.locator(".hands-link.ended")).to_contain_text("StoreFront → jobs")


def test_fifo_parts_are_made_with_the_ending_that_makes_them_so(visitor: Page) -> None:
    page = own_room(visitor, "empty-bench")
    add(page, "fifo-queue", "jobs")
    expect(page.locator(".sheet-name")).to_have_text("jobs.fifo")
    expect(page.locator(".hands-line code")).to_contain_text("--queue-name jobs.fifo --attributes FifoQueue=true")
    add(page, "fifo-topic")
    expect(page.locator(".sheet-name")).to_have_text("orders.fifo")
    wire(page, "sns/orders.fifo", "sqs/jobs.fifo")
    expect(page.locator(".undo")).to_have_text("Undo: orders.fifo → jobs.fifo connected")


def test_a_wire_client_alone_fills_the_bench(visitor: Page) -> None:
    page = own_room(visitor, "empty-bench", wire=True, playing=True)
    room = {"aws_endpoint": f"{page.url}aws"}
    sqs, sns = aws_client("sqs", room), aws_client("sns", room)
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = sns.create_topic(Name="news")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    for _ in range(3):
        sns.publish(TopicArn=topic, Message="hello")
    expect(page.locator("[data-id='sns/news']")).to_be_visible()
    expect(page.locator("[data-id='sqs/jobs'] .caption").first).to_have_text("3 waiting")
    expect(page.locator("[data-id='terminal/kim']")).to_be_visible()
    expect(page.locator("[data-bench=first]")).to_be_hidden()


@pytest.mark.parametrize(("locale", "word"), [("en-US", "Add a queue or a topic"), ("ko-KR", "큐나 토픽을 추가")])
def test_an_empty_scene_says_what_to_do_first_on_a_phone_too(open_page: OpenPage, locale: str, word: str) -> None:
    page = open_own(open_page, "empty-bench", width=390, height=844, locale=locale)
    expect(page.locator("[data-bench=first]")).to_contain_text(word)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_kinds_of_parts_know_bad_names(modules: Modules) -> None:
    problems = modules("""async () => {
        const { KINDS } = await import('#lab/bench/part_kinds.js');
        const { Store } = await import('#lab/room/store.js');
        const store = new Store();
        store.entities.set('sqs/jobs.fifo', { kind: 'queue', name: 'jobs.fifo' });
        const of = (key) => KINDS.find((one) => one.key === key);
        const asked = [['queue', 'a b'], ['queue', 'jobs.fifo'], ['queue', 'jobs'], ['fifo-queue', 'jobs'],
            ['fifo-topic', 'jobs'], ['queue', '.fifo'], ['identity', 'kim'], ['identity', 'kim@example.com'],
            ['identity', 'example.com']];
        return asked.map(([key, value]) => of(key).problem(value, store) !== '');
    }""")
    assert problems == [True, True, False, True, False, True, True, False, False]
