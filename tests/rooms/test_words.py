"""A run in words: recorded situations, and what must hold of every run."""

import re
from random import Random
from typing import Any

import orjson
import pytest

from labs.content.messaging.fan_out.scenario import build as fan_out
from labs.content.messaging.visibility_timeout.scenario import build as too_short
from labs.rooms import words
from tests.rooms.models import Crowd
from tests.rooms.recorded import Act, past_of, run_of

Json = dict[str, Any]
PURGE: Json = {"QueueUrl": "shipping"}
NO_QUEUE: Json = {"queue": None, "most": 0, "oldest_s": 0}
CHANGED: Json = {**NO_QUEUE, "grew_until_us": None}


def findings(acts: list[Act], until_s: float, **options: Any) -> list[Json]:
    found: list[Json] = words.words(past_of(run_of(acts, **options), until_s, every_s=9))["findings"]
    return found


def table() -> dict[str, list[str]]:
    """The codes and the names of their values, from the list at the top of words.py."""
    rows = re.findall(r"^    (\w+) +(\S.*?)(?:  |$)", words.__doc__ or "", re.MULTILINE)
    found = {code: re.findall(r"\w+", names) for code, names in rows}
    found["crashed"] = found["stopped"]
    found["slowed"] = [*found["stopped"], "factor"]
    found["now"] = [*found["quiet"], "down", "queue", "most"]
    return found


def only(found: list[Json], line: str) -> Json:
    [finding] = [one for one in found if one["line"] == line]
    return finding


def test_a_stop_its_backlog_and_how_it_was_drained() -> None:
    found = findings([(10.0, "shipping.stop", {}), (31.0, "shipping.start", {})], 60)
    assert [one["line"] for one in found] == ["ran", "stopped", "goal_reached", "drained", "none_lost", "quiet"]
    assert found[0]["values"] == {"for_us": 60_000_000, "orders": 300, "commands": 2}
    stopped = found[1]
    assert (stopped["at_us"], stopped["command"]) == (10_000_000, 1)
    assert stopped["values"]["program"] == stopped["values"]["queue"] == "shipping"
    assert (stopped["values"]["instance"], stopped["values"]["for_us"]) == (None, 21_000_000)
    assert 90 < stopped["values"]["most"] < 120
    assert stopped["values"]["oldest_s"] in (20, 21)  # what waited before the stop is not added
    reached = found[2]["values"]
    assert reached["goals"] == ["survive-without-shipping", "drain-backlog"]
    assert reached["moments_us"] == [30_000_000, found[2]["at_us"]]
    assert found[3]["at_us"] == 31_000_000 + found[3]["values"]["after_us"]
    assert found[4]["values"] == {"orders": 300}


def test_the_backlog_is_gone_at_the_moment_that_the_goal_says() -> None:
    arn = "arn:aws:s%s:us-east-1:123456789012:%s"
    subscriptions = run_of([], lab=fan_out).fresh().entities()["sns/orders"]["subscriptions"]
    subscribe: Json = {
        "TopicArn": arn % ("ns", "orders"), "Protocol": "sqs", "Endpoint": arn % ("qs", "jobs"),
        "Attributes": {"RawMessageDelivery": "true"},
    }  # fmt: skip
    acts: list[Act] = [
        (1.0, "sqs.create_queue", {"QueueName": "jobs"}),
        (1.0, "sns.subscribe", subscribe),
        (1.0, "shipping.attach", {"queue": "jobs"}),
        *((1.0, "sns.unsubscribe", {"SubscriptionArn": one["arn"]}) for one in subscriptions[:2]),
        (10.0, "shipping.stop", {}),
        (30.0, "shipping.scale", {"instances": 4}),
        (30.0, "shipping.start", {}),
    ]
    found = findings(acts, 60, lab=fan_out)
    drained, reached = only(found, "drained"), only(found, "goal_reached")["values"]
    assert dict(zip(reached["goals"], reached["moments_us"], strict=True))["drain-backlog"] == drained["at_us"]
    assert (drained["values"]["queue"], drained["values"]["program"]) == ("jobs", "shipping")
    assert drained["at_us"] == 30_000_000 + drained["values"]["after_us"]


def test_a_run_that_nobody_touched_has_three_findings() -> None:
    found = findings([], 60)
    assert [one["line"] for one in found] == ["ran", "none_lost", "quiet"]


def test_a_fault_that_still_lasts_is_told_as_such_and_how_it_stands() -> None:
    found = findings([(10.0, "shipping.crash", {})], 25)
    crashed = only(found, "crashed")
    assert (crashed["values"]["for_us"], crashed["values"]["queue"]) == (None, "shipping")
    assert only(found, "now")["values"]["down"] == ["shipping"]
    assert only(found, "now")["values"]["queue"] == "shipping"


def test_orders_thrown_away_are_told_once_with_the_command_behind_it() -> None:
    found = findings([(10.0, "shipping.stop", {}), (20.0, "sqs.purge_queue", PURGE), (22.0, "shipping.start", {})], 60)
    lost = only(found, "lost")
    assert (lost["at_us"], lost["command"], lost["values"]["cause"]) == (20_000_000, 2, "purged")
    assert (lost["values"]["orders"] > 40, lost["values"]["program"]) == (True, "shipping")
    assert "purged" not in [one["line"] for one in found]
    missed = {"goals": ["survive-without-shipping"], "moments_us": [20_000_000]}
    assert only(found, "goal_missed")["values"] == missed
    assert "drained" not in [one["line"] for one in found]


def test_a_queue_that_held_nothing_of_worth_is_only_purged() -> None:
    sent: Json = {"QueueUrl": "shipping", "MessageBody": "x"}
    acts: list[Act] = [(9.0, "shipping.stop", {}), (9.5, "sqs.send_message", sent), (9.5, "sqs.purge_queue", PURGE)]
    purged = only(findings(acts, 12), "lost")
    assert purged["values"]["cause"] == "purged"
    acts = [(0.1, "shipping.stop", {}), (0.2, "sqs.send_message", sent), (0.3, "sqs.purge_queue", PURGE)]
    assert only(findings(acts, 5), "purged")["values"] == {"queue": "shipping", "messages": 1}


def test_a_worker_that_became_slow() -> None:
    slow = only(findings([(10.0, "shipping.slow_down", {"factor": 100})], 60), "slowed")["values"]
    assert (slow["program"], slow["instance"], slow["factor"], slow["for_us"]) == ("shipping", None, 100, None)
    assert slow["most"] > 100
    acts: list[Act] = [(10.0, "shipping.slow_down", {"factor": 3}), (20.0, "shipping.slow_down", {"factor": 1})]
    slow = only(findings(acts, 40), "slowed")["values"]
    assert slow["for_us"] == 10_000_000


@pytest.mark.parametrize("line", ["cut", "loss"])
def test_a_connection_that_was_broken_for_a_while(line: str) -> None:
    ends: Json = {"a": "sns", "b": "sqs"}
    begin: Act = (
        (10.0, "network.cut", ends) if line == "cut" else (10.0, "network.set_loss", {**ends, "per_million": 900_000})
    )
    end: Act = (25.0, "network.heal", ends) if line == "cut" else (25.0, "network.set_loss", {**ends, "per_million": 0})
    broken = only(findings([begin, end], 60), line)["values"]
    assert {**broken, **ends} == broken
    assert broken["for_us"] == 15_000_000


def test_more_orders_than_can_be_worked_off() -> None:
    acts: list[Act] = [
        (10.0, "storefront.set_rate", {"per_second": 60}),
        (30.0, "storefront.set_rate", {"per_second": 5}),
    ]
    found = findings(acts, 40)
    [up, *_] = [one for one in found if one["line"] == "rate"]
    assert (up["values"]["was_per_s"], up["values"]["per_s"]) == (5, 60)
    assert up["values"]["most"] > 100


def test_changes_without_consequence_and_a_pause() -> None:
    acts: list[Act] = [
        (10.0, "shipping.scale", {"instances": 4}), (12.0, "accounting.set_concurrency", {"concurrency": 20}),
        (14.0, "storefront.stop", {}), (19.0, "storefront.start", {}),
    ]  # fmt: skip
    found = findings(acts, 40)
    assert only(found, "scaled")["values"] == {"program": "shipping", "instances": 4, **CHANGED}
    assert only(found, "concurrency")["values"] == {"program": "accounting", "concurrency": 20, **CHANGED}
    assert only(found, "paused")["values"] == {"program": "storefront", "for_us": 5_000_000}


def test_wires_that_were_changed() -> None:
    acts: list[Act] = [
        (10.0, "accounting.detach", {}), (30.0, "sns.subscribe", PUSH),
        (40.0, "shipping.attach", {"queue": "accounting", "instance": 2}),
        (41.0, "shipping.attach", {"queue": "shipping"}),
    ]  # fmt: skip
    found = findings(acts[:1], 40)
    detached = only(found, "detached")["values"]
    assert (detached["program"], detached["instance"], detached["wire"]) == ("accounting", 1, "accounting")
    assert (detached["queue"], detached["most"] > 100) == ("accounting", True)
    subscribed = only(findings(acts[1:2], 40), "subscribed")["values"]
    assert subscribed == {"topic": "orders", "target": "shipping/1", **CHANGED}
    attached = only(findings(acts[2:3], 50), "attached")["values"]
    assert (attached["program"], attached["instance"], attached["wire"]) == ("shipping", 2, "accounting")


def test_what_a_stop_made_wait_is_not_told_of_the_changes_before_and_during_it() -> None:
    acts: list[Act] = [
        (10.0, "shipping.attach", {"queue": "accounting", "instance": 2}),
        (10.0, "shipping.attach", {"queue": "shipping", "instance": 2}),
        (20.0, "shipping.stop", {}), (30.0, "shipping.scale", {"instances": 4}), (40.0, "shipping.start", {}),
    ]  # fmt: skip
    changed = [one for one in findings(acts, 70) if one["line"] in ("attached", "scaled")]
    assert {one["values"]["queue"] for one in changed} <= {None}
    assert only(findings(acts, 70), "stopped")["values"]["queue"] == "shipping"


def test_orders_that_only_another_program_can_take_are_lost_by_the_wire() -> None:
    acts: list[Act] = [
        (10.0, "accounting.stop", {}), (20.0, "accounting.detach", {}),
        (30.0, "shipping.attach", {"queue": "accounting", "instance": 1}),
    ]  # fmt: skip
    lost = only(findings(acts, 31), "lost")
    assert (lost["values"]["cause"], lost["values"]["program"], lost["command"]) == ("attached", "accounting", 3)


def test_one_of_two_instances_is_no_absence() -> None:
    acts: list[Act] = [(10.0, "shipping.crash", {"instance": 2}), (20.0, "shipping.start", {"instance": 2})]
    crashed = only(findings(acts, 60), "crashed")["values"]
    assert (crashed["instance"], crashed["for_us"], crashed["queue"]) == (2, 10_000_000, None)


TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
PUSH: Json = {"TopicArn": TOPIC, "Protocol": "http", "Endpoint": "http://shipping-1.shop.example/"}
LOSS: Json = {"a": "shipping", "b": "sqs", "per_million": 300_000}
AGAIN: list[tuple[str, list[Act]]] = [
    ("crashed", [(20.0, "shipping.crash", {}), (21.0, "shipping.start", {})]),
    ("slow", [(10.0, "shipping.slow_down", {"factor": 100}), (15.0, "shipping.scale", {"instances": 20})]),
    ("participant", [(10.0, "shipping.stop", {}), (20.0, "sqs.receive_message", PURGE), (21.0, "shipping.start", {})]),
    ("sent_twice", [(10.0, "network.cut", {"a": "sns", "b": "sqs"}), (12.0, "network.heal", {"a": "sns", "b": "sqs"})]),
    ("copied_twice", [(10.0, "sns.subscribe", PUSH)]),
    ("answer_lost", [(10.0, "network.set_loss", LOSS), (15.0, "network.set_loss", {**LOSS, "per_million": 0})]),
    ("never_arrived", [(10.0, "network.set_loss", {"a": "sqs", "b": "shipping", "per_million": 300_000})]),
]


@pytest.mark.parametrize(("cause", "acts"), AGAIN, ids=[cause for cause, _ in AGAIN])
def test_why_orders_came_again(cause: str, acts: list[Act]) -> None:
    again = only(findings(acts, 120), "again")
    assert (again["values"]["cause"], again["values"]["deliveries"] > 0) == (cause, True)
    past = past_of(run_of(acts), 120)
    fact = past.fact(again["event"])
    assert fact is not None
    assert fact["event"] == "MessageReceived" or cause == "copied_twice"
    assert again["command"] == (1 if cause == "crashed" else 2 if cause == "participant" else None)


def test_what_is_packed_longer_than_it_is_hidden_comes_again_for_that_though_an_earlier_packer_is_done() -> None:
    again = only(findings([], 60, lab=too_short), "again")
    assert again["values"] == {"deliveries": again["values"]["deliveries"], "program": "shipping", "cause": "slow"}


def test_a_scene_without_a_ledger_is_still_told() -> None:
    found = findings([(1.0, "crowd.put", {"key": "a", "value": 1})], 5, lab=Crowd)
    assert [one["line"] for one in found] == ["ran"]
    assert found[0]["values"] == {"for_us": 5_000_000, "orders": 0, "commands": 1}


VERBS: list[tuple[str, list[Json]]] = [
    ("shipping.stop", [{}, {"instance": 1}]), ("shipping.start", [{}]), ("shipping.crash", [{}, {"instance": 2}]),
    ("shipping.slow_down", [{"factor": 40}, {"factor": 1}]), ("shipping.scale", [{"instances": 1}, {"instances": 6}]),
    ("accounting.stop", [{}]), ("accounting.start", [{}]), ("storefront.stop", [{}]), ("storefront.start", [{}]),
    ("storefront.set_rate", [{"per_second": 20}, {"per_second": 3}]), ("sqs.purge_queue", [PURGE]),
    ("network.cut", [{"a": "sns", "b": "sqs"}, {"a": "shipping", "b": "sqs"}]),
    ("network.heal", [{"a": "sns", "b": "sqs"}, {"a": "shipping", "b": "sqs"}]),
    ("network.set_loss", [{"a": "sqs", "b": "shipping", "per_million": 300_000}]),
    ("sqs.receive_message", [PURGE]), ("sqs.delete_queue", [PURGE]), ("sns.subscribe", [PUSH]),
    ("shipping.attach", [{"queue": "accounting"}, {"queue": "shipping", "instance": 2}]),
    ("accounting.detach", [{}]), ("accounting.attach", [{"queue": "accounting"}]),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(15))
def test_any_run_has_three_to_six_findings_in_order_with_the_values_of_the_table(seed: int) -> None:
    chance = Random(seed)
    acts: list[Act] = []
    for at_s in sorted(chance.randrange(2, 60) for _ in range(chance.randrange(10))):
        name, arguments = chance.choice(VERBS)
        acts.append((at_s + 0.1, name, chance.choice(arguments)))
    found = findings(acts, 70, seed=seed)
    assert 3 <= len(found) <= 6
    assert (found[0]["line"], found[-1]["line"] in ("quiet", "now")) == ("ran", True)
    assert [one["at_us"] for one in found] == sorted(one["at_us"] for one in found)
    assert orjson.loads(orjson.dumps(found)) == found
    for one in found:
        assert sorted(one["values"]) == sorted(table()[one["line"]]), one["line"]
        assert one["command"] is None or 1 <= one["command"] <= len(acts)
