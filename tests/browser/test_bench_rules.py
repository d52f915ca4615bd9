"""What the bench knows by itself: what can be connected, what takes a command back, what a thing's sheet says."""

from typing import Any

import pytest

from tests.browser.bench_stage import ARN, ORDERS, scene
from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

STORE = """const { Store } = await import('#lab/room/store.js');
    const store = new Store();
    const frame = (set) => ({ n: 1, epoch: 'e', now_ms: 0, full: true, set });
    store.apply(frame(entities));"""
TARGETS = f"""async (entities, id) => {{
    {STORE}
    const {{ targetsOf }} = await import('#lab/bench/links.js');
    return targetsOf(id, store);
}}"""
BACK = f"""async (entities, command, args, later) => {{
    {STORE}
    const {{ inverseOf }} = await import('#lab/bench/inverse.js');
    const way = inverseOf({{ command, args }}, store);
    if (later) store.apply(frame(later));
    return way ? way(store).map((one) => [one.command, one.args]) : null;
}}"""
SHEET = f"""async (entities, key) => {{
    {STORE}
    const {{ sheetOf }} = await import('#lab/bench/sheets.js');
    const sheet = sheetOf(key, store);
    const keys = (items) => items.map((one) => one.key);
    const more = keys(sheet?.more ?? []);
    return sheet && {{ ...sheet, fields: keys(sheet.fields), more, acts: keys(sheet.acts) }};
}}"""


@pytest.mark.parametrize(
    ("thing", "targets"),
    [
        ("sns/orders", ["sqs/spare", "accounting/1"]),
        ("sqs/spare", ["sns/orders", "sqs/accounting", "shipping/1", "shipping/2", "accounting/1"]),
        ("sqs/accounting", ["sqs/spare", "shipping/1", "shipping/2"]),
        ("shipping/1", ["sqs/accounting", "sqs/spare"]),
        ("storefront", ["sqs/accounting", "sqs/spare"]),
    ],
)
def test_what_fits_and_is_not_connected_yet_is_a_target(modules: Modules, thing: str, targets: list[str]) -> None:
    assert modules(TARGETS, scene(), thing) == targets


def queue_arn(name: str) -> str:
    return ARN.format(service="sqs", name=name)


def subscribed(endpoint: str, **more: Any) -> list[Any]:
    protocol = "sqs" if endpoint.startswith("arn:") else "http"
    return ["sns.subscribe", {"TopicArn": ORDERS, "Protocol": protocol, "Endpoint": endpoint, **more}]


HTTP = [subscribed(f"http://shipping-{number}.shop.example/") for number in (1, 2)]
RAW = subscribed(queue_arn("accounting"), Attributes={"RawMessageDelivery": "true"})
CHANGED = {"QueueUrl": "spare", "Attributes": {"VisibilityTimeout": "45", "DelaySeconds": "9"}}
BEFORE = {"QueueUrl": "spare", "Attributes": {"VisibilityTimeout": "30", "DelaySeconds": "0"}}


@pytest.mark.parametrize(
    ("command", "args", "back"),
    [
        ("sqs.create_queue", {"QueueName": "new"}, [["sqs.delete_queue", {"QueueUrl": "new"}]]),
        ("sqs.set_queue_attributes", CHANGED, [["sqs.set_queue_attributes", BEFORE]]),
        ("sns.delete_topic", {"TopicArn": ORDERS}, [["sns.create_topic", {"Name": "orders"}], *HTTP, RAW]),
        ("sns.unsubscribe", {"SubscriptionArn": f"{ORDERS}:s3"}, [RAW]),
        ("shipping.attach", {"queue": "spare", "instance": 2}, [["shipping.detach", {"instance": 2}]]),
        ("accounting.attach", {"queue": "spare"}, [["accounting.attach", {"queue": "accounting", "instance": 1}]]),
        ("accounting.detach", {}, [["accounting.attach", {"queue": "accounting", "instance": 1}]]),
        ("shipping.stop", {}, [["shipping.start", {"instance": 1}], ["shipping.start", {"instance": 2}]]),
        ("shipping.slow_down", {"factor": 5, "instance": 1}, [["shipping.slow_down", {"factor": 1, "instance": 1}]]),
        ("shipping.set_concurrency", {"concurrency": 2}, [["shipping.set_concurrency", {"concurrency": 10}]]),
        ("shipping.scale", {"instances": 3}, [["shipping.scale", {"instances": 2}]]),
        ("storefront.set_rate", {"per_second": 9}, [["storefront.set_rate", {"per_second": 5}]]),
        ("storefront.stop", {}, [["storefront.start", {}]]),
        ("network.cut", {"a": "sns", "b": "sqs"}, [["network.heal", {"a": "sns", "b": "sqs"}]]),
    ],
)
def test_a_command_is_taken_back_with_the_values_from_before(
    modules: Modules, command: str, args: dict[str, Any], back: list[Any]
) -> None:
    assert modules(BACK, scene(), command, args, None) == back


@pytest.mark.parametrize(
    ("command", "args"),
    [
        ("shipping.crash", {}),
        ("sqs.purge_queue", {"QueueUrl": "spare"}),
        ("sqs.delete_queue", {"QueueUrl": "spare"}),
        ("sqs.create_queue", {"QueueName": "spare"}),
        ("shipping.start", {}),
        ("shipping.detach", {}),
        ("network.heal", {"a": "sns", "b": "sqs"}),
        ("room.play", {}),
    ],
)
def test_what_cannot_be_taken_back_or_changes_nothing_is_not_offered(
    modules: Modules, command: str, args: dict[str, Any]
) -> None:
    assert modules(BACK, scene(), command, args, None) is None


def test_a_new_subscription_is_taken_back_by_the_arn_that_it_got(modules: Modules) -> None:
    before, after = scene(), scene()
    new = {"arn": f"{ORDERS}:new", "protocol": "sqs", "endpoint": queue_arn("spare"), "target": "sqs/spare"}
    after["sns/orders"]["subscriptions"].append(new)
    args = {"TopicArn": ORDERS, "Protocol": "sqs", "Endpoint": queue_arn("spare")}
    back = modules(BACK, before, "sns.subscribe", args, after)
    assert back == [["sns.unsubscribe", {"SubscriptionArn": f"{ORDERS}:new"}]]


def test_an_instance_of_several_leads_to_all_of_them(modules: Modules) -> None:
    assert modules(SHEET, scene(), "shipping/1")["acts"] == ["stop", "crash", "program"]
    assert modules(SHEET, scene(), "shipping/1")["fields"] == ["speed"]
    assert modules(SHEET, scene(), "accounting/1")["fields"] == ["speed", "concurrency", "instances"]
    assert modules(SHEET, scene(), "program:shipping")["fields"] == ["speed", "concurrency", "instances"]


def test_where_some_instances_run_and_some_do_not_all_can_be_started_and_stopped(modules: Modules) -> None:
    entities = scene()
    entities["shipping/1"]["state"] = "stopped"
    assert modules(SHEET, entities, "program:shipping")["acts"] == ["start", "stop", "crash"]
    entities["shipping/2"]["state"] = "crashed"
    assert modules(SHEET, entities, "program:shipping")["acts"] == ["start"]


def test_of_what_aws_lets_one_set_a_sheet_shows_first_what_matters_here(modules: Modules) -> None:
    queue, wire = (modules(SHEET, scene(), key) for key in ("sqs/spare", "sns/orders>shipping/1"))
    assert queue["fields"] == ["VisibilityTimeout"]
    assert set(queue["more"]) == {"DelaySeconds", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds"}
    assert (wire["acts"], wire["fields"]) == (["end"], [])
    assert wire["more"] == ["filter", "scope", "raw", "letters"]


def test_a_fifo_topic_says_how_it_knows_what_it_has_had(modules: Modules) -> None:
    entities = scene()
    assert modules(SHEET, entities, "sns/orders")["fields"] == []
    attributes = {"ContentBasedDeduplication": "false", "FifoThroughputScope": "Topic"}
    entities["sns/orders"]["attributes"] = attributes
    assert modules(SHEET, entities, "sns/orders")["fields"] == ["content", "throughput"]
    change = {"TopicArn": ORDERS, "AttributeName": "ContentBasedDeduplication", "AttributeValue": "true"}
    back = [["sns.set_topic_attributes", {**change, "AttributeValue": "false"}]]
    assert modules(BACK, entities, "sns.set_topic_attributes", change, None) == back


def test_the_dead_letters_of_a_subscription_go_to_a_queue_or_nowhere(modules: Modules) -> None:
    chosen = modules(
        f"""async (entities, key) => {{
            {STORE}
            const {{ sheetOf }} = await import('#lab/bench/sheets.js');
            const {{ options, value, command }} = sheetOf(key, store).more.find((one) => one.key === 'letters');
            return [options.map(([, words]) => words).slice(1), value, command(1), command(0)];
        }}""",
        scene(),
        "sns/orders>shipping/1",
    )
    policy = f'{{"deadLetterTargetArn":"{queue_arn("accounting")}"}}'
    change = {"SubscriptionArn": f"{ORDERS}:s1", "AttributeName": "RedrivePolicy", "AttributeValue": policy}
    ways = [{"command": "sns.set_subscription_attributes", "args": args} for args in
            (change, {**change, "AttributeValue": ""})]  # fmt: skip
    assert chosen == [["accounting", "spare"], 0, *ways]
    assert modules(BACK, scene(), ways[0]["command"], change, None) == [[ways[1]["command"], ways[1]["args"]]]


def test_the_network_can_be_cut_between_all_that_talk(modules: Modules) -> None:
    acts = modules(SHEET, scene(), "network")["acts"]
    assert acts == ["cut storefront sns", "cut sns shipping", "cut sns sqs", "cut sqs accounting"]


def test_a_subscription_of_what_is_gone_can_still_be_ended(modules: Modules) -> None:
    entities = scene()
    del entities["sqs/accounting"]
    entities["sns/orders"]["subscriptions"][2]["target"] = None
    link = modules(SHEET, entities, "sns/orders")["links"][-1]
    assert link["to"] == queue_arn("accounting")
    assert link["end"]["args"] == {"SubscriptionArn": f"{ORDERS}:s3"}


def test_a_wire_has_a_sheet_of_its_own(modules: Modules) -> None:
    sheet = modules(SHEET, scene(), "sns/orders>shipping/1")
    assert (sheet["title"], sheet["acts"]) == ("orders → Shipping 1", ["end"])
    assert [fault["key"] for fault in sheet["faults"]] == ["cut sns shipping"]
    assert modules(SHEET, scene(), "sns/orders>sqs/spare") is None
