"""A script is carried out at its times, and every fact of the run is kept."""

from typing import Any

import pytest

from labs.catalog.new_lab.scenario import build, build_broken
from labs.catalog.play import play, with_references
from labs.engines.sim import Command, Simulation

ENTITIES: dict[str, dict[str, Any]] = {
    "sns/orders": {
        "subscriptions": [
            {"arn": "arn:1", "target": "sqs/shipping"},
            {"arn": "arn:2", "target": "shipping/1"},
        ]
    },
}


def test_a_subscription_is_named_by_its_topic_and_target() -> None:
    args = {"SubscriptionArn": "$subscription orders>shipping/1", "n": 1, "more": ["$subscription orders>sqs/shipping"]}
    assert with_references(args, ENTITIES) == {"SubscriptionArn": "arn:2", "n": 1, "more": ["arn:1"]}


@pytest.mark.parametrize("wanted", ["orders>accounting/1", "others>shipping/1", "orders", ""])
def test_a_subscription_that_is_not_there_is_told(wanted: str) -> None:
    with pytest.raises(LookupError, match="there is no subscription"):
        with_references({"SubscriptionArn": f"$subscription {wanted}"}, ENTITIES)


def test_a_pod_is_named_by_its_app_and_one_at_its_end_is_passed_over() -> None:
    pods = [("web-c", "web", False), ("web-b", "web", False), ("web-a", "web", True), ("db-a", "db", False)]
    entities = {
        f"pod/default/{name}": {"kind": "pod", "name": name, "app": app, "terminating": terminating}
        for name, app, terminating in pods
    }
    assert with_references({"name": "$pod web"}, entities) == {"name": "web-b"}
    with pytest.raises(LookupError, match="there is no Pod of 'shop'"):
        with_references({"name": "$pod shop"}, entities)


def test_a_command_that_cannot_be_carried_out_is_told_and_the_run_goes_on() -> None:
    script = [
        {"at_s": 1, "command": "shipping.fly"},
        {"at_s": 2, "command": "sns.unsubscribe", "args": {"SubscriptionArn": "$subscription orders>moon"}},
        {"at_s": 3, "command": "shipping.stop"},
    ]
    played = play(build, 1, script, 5)
    assert [place for place, _ in played.refused] == [0, 1]
    assert [fact["at_us"] for fact in played.facts if fact["event"] == "WorkerStopped"] == [3_000_000]


def test_no_fact_of_a_long_run_is_missing() -> None:
    played = play(build_broken, 1, [{"at_s": 100, "command": "storefront.set_rate", "args": {"per_second": 20}}], 300)
    assert len(played.facts) > 20_000  # more than a simulation keeps in memory
    assert [fact["id"] for fact in played.facts] == [*range(1, len(played.facts) + 1)]


def test_a_run_is_what_a_room_would_have_shown() -> None:
    played = play(build, 7, [{"at_s": 1.5, "command": "shipping.stop"}], 10)
    sim = Simulation(7)
    build(sim)
    sim.run_until(1_500_000)
    sim.execute(Command("shipping.stop"))
    sim.run_until(10_000_000)
    assert played.facts == sim.log.since(0)


def test_what_a_run_has_seen_has_no_movements() -> None:
    played = play(build, 1, [], 5)
    assert {"sns/orders", "sqs/shipping", "storefront", "shipping/1"} <= played.seen
    assert not [name for name in played.seen if name.startswith("move/")]
    assert "instance" in played.commands["shipping.stop"]
