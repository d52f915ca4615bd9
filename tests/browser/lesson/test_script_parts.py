"""What a script is made of: sameness of commands, references to subscriptions, what was done already."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

SAME = "async (wanted, ...done) => (await import('#lab/lesson/same_command.js')).isSame(wanted, ...done)"
NAMES = """async (name, args, entities) => {
    const ofKind = (kind) => Object.entries(entities).filter(([, entity]) => entity.kind === kind);
    const store = { get: (id) => entities[id], ofKind };
    return (await import('#lab/lesson/subscriptions.js'))[name](args, store);
}"""
PROGRESS = """async (acts) => {
    localStorage.clear();
    const { ScriptProgress } = await import('#lab/lesson/script_progress.js');
    const progress = new ScriptProgress('ABC123', 3);
    for (const [name, ...values] of acts) progress[name](...values);
    const other = new ScriptProgress('ABC123', 3);
    other.enter({ branch: progress.branch });
    return { done: progress.done, next: progress.next, otherTab: other.next };
}"""
ARN = "arn:aws:sns:us-east-1:000000000000:orders"


def wanted(command: str, **args: Any) -> dict[str, Any]:
    return {"command": command, "args": args}


def bearing(seconds: int, **spec: Any) -> dict[str, Any]:
    """A manifest with a toleration, and what somebody else would write besides."""
    return {"kind": "Deployment", "spec": {"tolerations": [{"key": "away", "tolerationSeconds": seconds}], **spec}}


@pytest.mark.parametrize(
    ("one", "command", "args", "same"),
    [
        (wanted("shipping.stop"), "shipping.stop", None, True),
        (wanted("shipping.stop"), "shipping.start", {}, False),
        (wanted("shipping.stop"), "shipping.stop", {"instance": 1}, False),
        (wanted("shipping.scale", instances=4), "shipping.scale", {"instances": 4}, True),
        (wanted("shipping.scale", instances=4), "shipping.scale", {"instances": 3}, False),
        (wanted("shipping.scale", instances=4), "shipping.scale", {"instances": 5}, True),
        (wanted("shipping.attach", queue="a"), "shipping.attach", {"queue": "b"}, False),
        (wanted("sqs.create_queue", QueueName="a"), "sqs.create_queue", {"QueueName": "a", "Attributes": {}}, True),
        (wanted("sqs.create_queue", QueueName="a"), "sqs.create_queue", {"QueueName": "b"}, False),
        (
            wanted("sns.subscribe", TopicArn="orders", Protocol="sqs", Endpoint="arn:aws:sqs:eu-west-1:1:shipping"),
            "sns.subscribe", {"TopicArn": ARN, "Protocol": "sqs", "Endpoint": "http://x/1/shipping"}, True,
        ),
        (
            wanted("sns.subscribe", TopicArn=ARN, Protocol="http", Endpoint="http://shipping-1.shop.example/"),
            "sns.subscribe", {"TopicArn": ARN, "Protocol": "http", "Endpoint": "http://shipping-2.shop.example/"},
            False,
        ),
        (
            wanted("kubectl.scale", name="shipping", replicas=3),
            "kubectl.scale", {"name": "shipping", "replicas": 3, "resource": "deployments", "namespace": "default"},
            True,
        ),
        (
            wanted("kubectl.scale", name="shipping", replicas=3),
            "kubectl.scale", {"name": "shipping", "replicas": 3, "resource": "replicasets", "namespace": "default"},
            False,
        ),
        (wanted("kubectl.apply", manifest=bearing(30)), "kubectl.apply", {"manifest": bearing(5, replicas=3)}, True),
        (wanted("kubectl.apply", manifest=bearing(30)), "kubectl.apply", {"manifest": bearing(120)}, False),
        (wanted("kubectl.apply", manifest=bearing(30)), "kubectl.apply", {"manifest": {"kind": "Deployment"}}, False),
    ],
)  # fmt: skip
def test_the_same_command_is_one_with_the_same_effect(
    modules: Modules, one: dict[str, Any], command: str, args: dict[str, Any] | None, same: bool
) -> None:
    assert modules(SAME, one, command, args or {}) is same


def test_a_reference_stands_for_the_arn_of_the_subscription_that_is_there_now(modules: Modules) -> None:
    entities = {"sns/orders": {"subscriptions": [{"arn": f"{ARN}:1", "target": "shipping/1"}]}}
    named = {"SubscriptionArn": "$subscription orders>shipping/1"}
    assert modules(NAMES, "resolved", named, entities) == {"SubscriptionArn": f"{ARN}:1"}
    assert modules(NAMES, "resolved", {"SubscriptionArn": "$subscription orders>shipping/2"}, entities) is None
    assert modules(NAMES, "resolved", {"queue": "shipping"}, {}) == {"queue": "shipping"}


def test_words_know_what_a_reference_meant_after_it_is_gone(modules: Modules) -> None:
    named = {"SubscriptionArn": "$subscription orders>sqs/shipping"}
    told = modules(NAMES, "named", named, {"sqs/shipping": {"arn": "arn:aws:sqs:x:1:shipping"}})
    assert told == {"SubscriptionArn": ":orders:", "Endpoint": "arn:aws:sqs:x:1:shipping"}


def test_a_pod_is_named_by_its_app_and_told_by_it_when_it_is_gone(modules: Modules) -> None:
    pods = [("web-c", "web", False), ("web-b", "web", False), ("web-a", "web", True), ("db-a", "db", False)]
    entities = {name: {"kind": "pod", "name": name, "app": app, "terminating": ends} for name, app, ends in pods}
    args = {"resource": "pods", "name": "$pod web"}
    assert modules(NAMES, "resolved", args, entities) == {"resource": "pods", "name": "web-b"}
    assert modules(NAMES, "resolved", args, {}) is None
    assert modules(NAMES, "named", args, entities) == {"resource": "pods", "name": "web-…"}


def enter(branch: int, *branches: dict[str, Any]) -> list[Any]:
    return ["enter", {"branch": branch, "branches": list(branches)}]


def test_what_was_done_is_known_in_every_tab(modules: Modules) -> None:
    told = modules(PROGRESS, [enter(1), ["did", 0, 5000], ["did", 1, 9000]])
    assert told == {"done": [[0, 5000], [1, 9000]], "next": 2, "otherTab": 2}


def test_a_command_given_early_is_passed_over_when_its_turn_comes(modules: Modules) -> None:
    assert modules(PROGRESS, [enter(1), ["did", 1, 2000]])["next"] == 0
    assert modules(PROGRESS, [enter(1), ["did", 1, 2000], ["did", 0, 5000]])["next"] == 2


def test_a_new_branch_has_what_its_parent_had_until_the_fork(modules: Modules) -> None:
    fork = {"number": 2, "parent": 1, "at_ms": 7000}
    told = modules(PROGRESS, [enter(1), ["did", 0, 5000], ["did", 1, 9000], enter(2, fork)])
    assert told == {"done": [[0, 5000]], "next": 1, "otherTab": 1}


def test_all_done_is_the_end(modules: Modules) -> None:
    told = modules(PROGRESS, [enter(1), *(["did", index, index] for index in range(3))])
    assert told["next"] == 3
