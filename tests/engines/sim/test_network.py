"""The only way between components: latency, replies at once and later, time-outs, giving up."""

from typing import Any

import pytest

from labs.engines.sim import Broken, Command
from labs.engines.sim.network import LATENCY_US
from tests.engines.sim.pair import TIMED_OUT, Pair


@pytest.fixture
def pair() -> Pair:
    return Pair()


# Replies


def test_a_reply_comes_after_the_latency_of_both_ways(pair: Pair) -> None:
    pair.network.set_latency(300, 300, "caller>callee")
    pair.network.set_latency(70, 70)
    pair.caller.ask("at once", context={"n": 1})
    pair.sim.run_until(2_000_000)
    assert pair.callee.seen == [[300, "at once", "caller", None]]
    assert pair.caller.replies == [[370, {"n": 1}, {"how": "at once"}, None]]


def test_latency_lies_between_its_bounds(pair: Pair) -> None:
    pair.network.set_latency(100, 200)
    for _ in range(300):
        pair.caller.ask("at once")
    pair.sim.run_until(1_000)
    moments = [at_us for at_us, *_ in pair.callee.seen]
    assert (min(moments), max(moments)) == (100, 200)


@pytest.mark.parametrize(
    ("how", "result", "error"),
    [
        ("later", {"how": "later"}, None),
        ("twice", {"how": "twice"}, None),
        ("before LATER", {"how": "before LATER"}, None),
        ("refuse", None, {"code": "not_now", "message": "", "data": {"why": "busy"}}),
        ("fail", None, {"code": "too_late", "message": "", "data": {}}),
        ("never", None, TIMED_OUT),
    ],
)
def test_the_caller_hears_exactly_once(pair: Pair, how: Any, result: Any, error: Any) -> None:
    pair.caller.ask(how, delay_us=1_000, context={"how": how})
    pair.sim.run_until(10_000_000)
    assert [reply[1:] for reply in pair.caller.replies] == [[{"how": how}, result, error]]
    assert (pair.network.calls, pair.network.deadlines) == ({}, {})


def test_a_second_answer_never_overtakes_the_first(pair: Pair) -> None:
    pair.network.set_latency(1_000, 100_000)
    for _ in range(50):
        pair.caller.ask("twice")
    pair.sim.run_until(2_000_000)
    assert [result for _, _, result, _ in pair.caller.replies] == [{"how": "twice"}] * 50


def test_a_call_without_a_reply_method_is_made_all_the_same(pair: Pair) -> None:
    pair.caller.request("callee", "ask", {"how": "at once"})
    pair.sim.run_until(10_000_000)
    assert len(pair.callee.seen) == 1
    assert pair.network.calls == {}


def test_the_trace_is_known_while_the_callee_works_and_not_after(pair: Pair) -> None:
    pair.caller.ask("at once", trace="order-1")
    pair.sim.run_until(1_000_000)
    assert pair.callee.seen[0][3] == "order-1"
    assert pair.sim.trace is None


def test_only_doors_can_be_called(pair: Pair) -> None:
    pair.caller.request("callee", "answer", {"address": [], "how": ""})
    with pytest.raises(Broken):
        pair.sim.run_until(1_000_000)


# Time-outs


def test_each_of_many_calls_times_out_at_its_own_moment(pair: Pair) -> None:
    for n in range(50):
        pair.sim.run_until(n * 1_000)
        pair.caller.ask("never" if n % 3 else "at once", context={"n": n}, timeout_us=100_000 if n % 2 else 130_000)
    pair.sim.run_until(1_000_000)
    timed_out = {context["n"]: at_us for at_us, context, _, error in pair.caller.replies if error}
    assert timed_out == {n: n * 1_000 + (100_000 if n % 2 else 130_000) for n in range(50) if n % 3}
    assert len(pair.caller.replies) == 50


def test_all_calls_with_one_timeout_share_one_agenda_entry(pair: Pair) -> None:
    checks = 0
    for n in range(100):
        pair.sim.run_until(n * 4_000)
        pair.caller.ask("at once", timeout_us=300_000)
        checks = max(checks, sum(entry[3] == "check_deadlines" for entry in pair.sim.agenda.entries()))
    pair.sim.run_until(1_000_000)
    assert (len(pair.caller.replies), checks) == (100, 1)


def test_nothing_is_kept_of_calls_that_are_over(pair: Pair) -> None:
    for n in range(500):
        pair.caller.ask(("at once", "never", "refuse")[n % 3], timeout_us=10_000 + n)
    pair.sim.run_until(1_000_000)
    assert (pair.network.calls, pair.network.deadlines) == ({}, {})


def test_calls_that_were_answered_leave_few_deadlines_behind(pair: Pair) -> None:
    kept = 0
    for n in range(3_000):
        pair.sim.run_until(n * 100)
        pair.caller.ask("at once")
        kept = max(kept, len(pair.network.deadlines["1000000"]))
    assert kept < 1_000


def test_each_time_out_follows_from_its_own_command(pair: Pair) -> None:
    pair.sim.execute(Command("caller.ask_doomed", {"timeout_us": 50_000, "doomed": False}))
    pair.sim.run_until(1_000)
    pair.sim.execute(Command("caller.ask_doomed", {"timeout_us": 50_000, "doomed": False}))
    pair.sim.run_until(1_000_000)
    assert [event["cause"] for event in pair.events("Heard")] == [-1, -2]


def test_both_ends_of_a_call_are_marked_when_they_act(pair: Pair) -> None:
    pair.caller.ask("at once")
    pair.sim.touched.clear()
    pair.sim.run_until(LATENCY_US)
    assert "callee" in pair.sim.touched
    pair.sim.touched.clear()
    pair.sim.run_until(2 * LATENCY_US)
    assert "caller" in pair.sim.touched


def test_a_reply_that_comes_after_the_time_out_is_dropped(pair: Pair) -> None:
    pair.caller.ask("later", delay_us=60_000, timeout_us=50_000)
    pair.sim.run_until(1_000_000)
    assert [reply[3] for reply in pair.caller.replies] == [TIMED_OUT]


def test_a_request_that_arrives_after_the_time_out_is_dropped(pair: Pair) -> None:
    pair.network.set_latency(60_000, 60_000)
    pair.caller.ask("at once", timeout_us=50_000)
    pair.sim.run_until(1_000_000)
    assert pair.callee.seen == []


def test_a_waiting_callee_hears_of_the_time_out(pair: Pair) -> None:
    call = pair.caller.ask("never", timeout_us=50_000)
    pair.sim.run_until(1_000_000)
    assert pair.callee.abandoned == [[50_000, ["call", call]]]


def test_a_callee_that_has_answered_is_not_told_of_a_time_out(pair: Pair) -> None:
    pair.network.set_latency(60_000, 60_000, "callee>caller")
    for how in ("at once", "before LATER", "later"):
        pair.caller.ask(how, timeout_us=50_000)
    pair.sim.run_until(1_000_000)
    assert len(pair.caller.replies) == 3
    assert pair.callee.abandoned == []


def test_a_time_out_that_breaks_names_the_command_that_called_and_not_the_first_of_the_row(pair: Pair) -> None:
    for number in range(1, 6):
        pair.sim.run_until(number * 1_000)
        pair.sim.execute(Command("caller.ask_doomed", {"timeout_us": 50_000, "doomed": number == 4}))
    with pytest.raises(Broken) as broken:
        pair.sim.run_until(1_000_000)
    assert (broken.value.command, pair.sim.now_us, len(pair.caller.replies)) == (4, 54_000, 3)


# Giving up


def test_an_abandoned_call_gets_no_reply_and_its_callee_is_told_at_once(pair: Pair) -> None:
    call = pair.caller.ask("later", delay_us=100_000)
    pair.sim.run_until(50_000)
    pair.caller.abandon_call(call)
    pair.caller.abandon_call(call)
    pair.sim.run_until(2_000_000)
    assert pair.caller.replies == []
    assert pair.callee.abandoned == [[50_000, ["call", call]]]


def test_a_request_that_is_abandoned_on_its_way_does_not_arrive(pair: Pair) -> None:
    pair.caller.abandon_call(pair.caller.ask("at once"))
    pair.sim.run_until(2_000_000)
    assert (pair.callee.seen, pair.callee.abandoned, pair.caller.replies) == ([], [], [])


def test_a_time_out_may_abandon_another_call_that_is_due_at_the_same_moment(pair: Pair) -> None:
    pair.caller.ask("never", context="first")
    second = pair.caller.ask("never", context="second")
    pair.caller.drops = {"first": [second]}
    pair.sim.run_until(2_000_000)
    assert [context for _, context, *_ in pair.caller.replies] == ["first"]


def test_a_call_can_be_withdrawn_as_long_as_its_answer_is_not_on_its_way(pair: Pair) -> None:
    waiting, answered = pair.caller.ask("never", context="waiting"), pair.caller.ask("at once", context="answered")
    pair.sim.run_until(7_000)
    assert pair.caller.withdraw_call(waiting)
    assert not pair.caller.withdraw_call(waiting)
    assert not pair.caller.withdraw_call(answered)
    pair.sim.run_until(2_000_000)
    assert [context for _, context, *_ in pair.caller.replies] == ["answered"]
    assert pair.callee.abandoned == [[7_000, ["call", waiting]]]


# Bugs


@pytest.mark.parametrize("reply", ["fail", "refuse", "no_such_method"])
def test_a_reply_method_that_fails_or_refuses_is_a_bug(pair: Pair, reply: Any) -> None:
    pair.caller.request("callee", "ask", {"how": "at once"}, reply=reply)
    with pytest.raises(Broken, match=r"network\.come_back"):
        pair.sim.run_until(1_000_000)
