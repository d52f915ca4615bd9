"""The only way between components: latency, loss, cuts, time-outs, replies that come later."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.engines.sim import LATER, Broken, Command, Component, Event, Refused, Simulation, command, endpoint
from labs.engines.sim.network import LATENCY_US, MOVES_SHOWN_MAX, MOVES_SHOWN_MS
from tests.engines.sim.models import copied, drive, pipeline, script

LOSS = {"a": "caller", "b": "callee"}
TIMED_OUT = {"code": "TimedOut", "message": "", "data": {"to": "callee"}}


class Callee(Component):
    """Answers at once, later, never, twice, or refuses."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "callee")
        self.seen: list[Any] = []
        self.abandoned: list[Any] = []

    @endpoint
    def ask(self, how: str, delay_us: int = 0) -> Any:
        self.seen.append([self.sim.now_us, how, self.sim.caller, self.sim.trace])
        if how == "at once":
            return {"how": how}
        if how == "refuse":
            raise Refused("not_now", why="busy")
        address = self.sim.reply_address()
        if how == "before LATER":
            self.sim.answer(address, {"how": how})
        elif how in ("later", "twice", "fail"):
            self.call_later(delay_us, "answer", address, how)
        return LATER

    def answer(self, address: list[Any], how: str) -> None:
        if how == "fail":
            self.sim.fail(address, Refused("too_late"))
            return
        self.sim.answer(address, {"how": how}, carries=[{"trace": "t", "again": True}])
        if how == "twice":
            self.sim.answer(address, {"how": "second"})

    def abandon(self, address: list[Any]) -> None:
        self.abandoned.append([self.sim.now_us, address])


class Caller(Component):
    """Notes every reply."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "caller")
        self.replies: list[list[Any]] = []
        self.drops: dict[str, list[str]] = {}

    def ask(self, how: str, delay_us: int = 0, **options: Any) -> str:
        args = {"how": how, "delay_us": delay_us}
        return self.request("callee", "ask", args, reply="on_reply", **{"timeout_us": 1_000_000, **options})

    def on_reply(self, context: Any, result: Any, error: Any) -> None:
        self.replies.append([self.sim.now_us, context, result, error])
        for call in self.drops.get(str(context), []):
            self.abandon_call(call)

    @command
    def ask_doomed(self, timeout_us: int, doomed: bool) -> None:
        reply = "fail" if doomed else "on_reply"
        self.request("callee", "ask", {"how": "never"}, reply=reply, timeout_us=timeout_us)

    def fail(self, context: Any, result: Any, error: Any) -> None:
        raise ZeroDivisionError

    def refuse(self, context: Any, result: Any, error: Any) -> None:
        raise Refused("no")


class Pair:
    """A simulation with one caller and one callee."""

    def __init__(self, seed: int = 1) -> None:
        self.sim = Simulation(seed)
        self.caller = Caller(self.sim)
        self.callee = Callee(self.sim)
        self.network = self.sim.network

    def cut(self) -> None:
        assert self.sim.execute(Command("network.cut", {"a": "caller", "b": "callee"})).error is None

    def heal(self) -> None:
        assert self.sim.execute(Command("network.heal", {"a": "callee", "b": "caller"})).error is None

    def events(self, name: str) -> list[Event]:
        return [event for event in map(json.loads, self.sim.log.lines) if event["event"] == name]


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
        checks = max(checks, sum(entry[3] == "check_deadlines" for entry in pair.sim.agenda))
    pair.sim.run_until(1_000_000)
    assert (len(pair.caller.replies), checks) == (100, 1)


def test_nothing_is_kept_of_calls_that_are_over(pair: Pair) -> None:
    for n in range(500):
        pair.caller.ask(("at once", "never", "refuse")[n % 3], timeout_us=10_000 + n)
    pair.sim.run_until(1_000_000)
    assert (pair.network.calls, pair.network.deadlines) == ({}, {})


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


# Bugs


@pytest.mark.parametrize("reply", ["fail", "refuse", "no_such_method"])
def test_a_reply_method_that_fails_or_refuses_is_a_bug(pair: Pair, reply: Any) -> None:
    pair.caller.request("callee", "ask", {"how": "at once"}, reply=reply)
    with pytest.raises(Broken, match=r"network\.come_back"):
        pair.sim.run_until(1_000_000)


# Cuts and losses


def test_nothing_passes_a_cut_either_way_until_it_is_healed(pair: Pair) -> None:
    pair.cut()
    pair.caller.ask("at once", context="lost")
    pair.sim.run_until(2_000_000)
    assert (pair.callee.seen, [reply[3] for reply in pair.caller.replies]) == ([], [TIMED_OUT])
    pair.heal()
    pair.caller.ask("at once", context="passes")
    pair.sim.run_until(4_000_000)
    assert pair.caller.replies[1][1:] == ["passes", {"how": "at once"}, None]


@pytest.mark.parametrize("healed", [False, True])
@pytest.mark.parametrize(("at_us", "arrived"), [(2_000, 0), (7_000, 1)])
def test_what_is_on_the_wire_at_a_cut_is_lost_even_if_it_is_healed_before_it_arrives(
    pair: Pair, healed: Any, at_us: Any, arrived: Any
) -> None:
    assert LATENCY_US == 5_000
    pair.caller.ask("at once")
    pair.sim.run_until(at_us)
    pair.cut()
    pair.sim.run_until(at_us + 1_000)
    if healed:
        pair.heal()
    pair.sim.run_until(2_000_000)
    assert len(pair.callee.seen) == arrived
    assert [reply[3] for reply in pair.caller.replies] == [TIMED_OUT]


def test_a_traced_loss_is_an_event_with_the_cut_as_its_cause(pair: Pair) -> None:
    pair.caller.ask("at once", trace="on the wire")
    pair.caller.ask("later", delay_us=0, trace="answered")
    pair.sim.run_until(2_000)
    pair.cut()
    pair.caller.ask("at once", trace="after")
    pair.sim.run_until(20_000)
    cut = pair.events("LinkCut")[0]["id"]
    lost = [(event["data"]["trace"], event["cause"]) for event in pair.events("PacketLost")]
    assert sorted(lost) == [("after", cut), ("answered", cut), ("on the wire", cut)]


def test_a_traced_thing_in_a_reply_that_is_cut_off_is_lost_too(pair: Pair) -> None:
    pair.caller.ask("later", delay_us=0)
    pair.sim.run_until(7_000)
    pair.cut()
    pair.sim.run_until(2_000_000)
    assert [event["data"] for event in pair.events("PacketLost")] == [{"link": "callee>caller", "trace": "t"}]


def test_losses_are_as_many_as_asked_for_and_one_way_only(pair: Pair) -> None:
    reply = pair.sim.execute(Command("network.set_loss", {"a": "caller", "b": "callee", "per_million": 300_000}))
    assert reply.error is None
    for _ in range(2_000):
        pair.caller.ask("at once")
    pair.sim.run_until(5_000_000)
    assert 1_300 < len(pair.callee.seen) < 1_500
    assert sum(error is None for *_, error in pair.caller.replies) == len(pair.callee.seen)


def test_cutting_or_healing_twice_is_one_fact(pair: Pair) -> None:
    pair.cut()
    pair.cut()
    pair.heal()
    pair.heal()
    assert [len(pair.events(name)) for name in ("LinkCut", "LinkHealed")] == [1, 1]


@pytest.mark.parametrize(
    ("name", "args", "data"),
    [
        ("cut", {"a": "nobody", "b": "caller"}, {"argument": "a", "problem": "unknown_part"}),
        ("heal", {"a": "caller", "b": "nobody"}, {"argument": "b", "problem": "unknown_part"}),
        ("cut", {"a": "caller", "b": "caller"}, {"argument": "b", "problem": "same_part"}),
        ("cut", {"a": "caller"}, {"argument": "b", "problem": "missing"}),
        ("set_loss", LOSS | {"per_million": -1}, {"argument": "per_million", "problem": "out_of_range"}),
        ("set_loss", LOSS | {"per_million": 1_000_001}, {"argument": "per_million", "problem": "out_of_range"}),
        ("set_loss", LOSS | {"per_million": True}, {"argument": "per_million", "problem": "wrong_type"}),
    ],
)  # fmt: skip
def test_a_fault_that_makes_no_sense_is_refused(pair: Pair, name: Any, args: Any, data: Any) -> None:
    assert pair.sim.execute(Command(f"network.{name}", args)).error == {
        "code": "bad_arguments", "message": "", "data": data,
    }  # fmt: skip


# Limits


def test_a_call_too_many_is_refused_and_later_ones_pass_again(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.network.CALLS_MAX", 3)
    for n in range(5):
        pair.caller.ask("later", delay_us=20_000, context=n)
    pair.sim.run_until(100_000)
    assert sorted(context for _, context, _, error in pair.caller.replies if error is None) == [0, 1, 2]
    assert [(context, error["code"]) for _, context, _, error in pair.caller.replies if error] == [
        (3, "limit"), (4, "limit"),
    ]  # fmt: skip
    pair.caller.ask("at once", context="again")
    pair.sim.run_until(200_000)
    assert pair.caller.replies[-1][1:] == ["again", {"how": "at once"}, None]


def test_a_crowded_agenda_refuses_calls(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.network.AGENDA_ENTRIES_FOR_CALLS", len(pair.sim.agenda))
    pair.caller.ask("at once")
    pair.sim.run_until(2_000_000)
    assert [reply[3]["code"] for reply in pair.caller.replies] == ["limit"]


# What the screen shows


def moves(sim: Simulation) -> list[dict[str, Any]]:
    return [entity for key, entity in sim.network.entities().items() if key != "network"]


def test_a_traced_request_and_its_reply_are_drawn_along_their_path_when_they_depart(pair: Pair) -> None:
    pair.sim.touched.clear()
    pair.caller.ask("later", delay_us=3_000, trace="order-1", path=("shop", "desk"))
    assert pair.sim.touched == {"network": True}
    pair.sim.run_until(1_000_000)
    assert moves(pair.sim) == [
        {"kind": "move", "from": "shop", "to": "desk", "depart_ms": 0, "arrive_ms": 5, "trace": "order-1",
         "again": False, "lost": False},
        {"kind": "move", "from": "desk", "to": "shop", "depart_ms": 8, "arrive_ms": 13, "trace": "t",
         "again": True, "lost": False},
    ]  # fmt: skip


def test_a_move_that_is_cut_off_is_shown_as_lost(pair: Pair) -> None:
    pair.caller.ask("at once", trace="arrived", path=("shop", "desk"))
    pair.sim.run_until(10_000)
    pair.caller.ask("at once", trace="on the wire", path=("shop", "desk"))
    pair.sim.run_until(11_000)
    pair.cut()
    pair.caller.ask("at once", trace="after", path=("shop", "desk"))
    assert {move["trace"]: move["lost"] for move in moves(pair.sim)} == {
        "arrived": False, "on the wire": True, "after": True,
    }  # fmt: skip


def test_only_the_newest_moves_are_kept_and_old_ones_go(pair: Pair) -> None:
    for n in range(MOVES_SHOWN_MAX + 10):
        pair.caller.show_move(("kim", "desk"), [{"trace": str(n), "again": False}])
    assert [move["trace"] for move in moves(pair.sim)] == [str(n) for n in range(10, MOVES_SHOWN_MAX + 10)]
    pair.sim.run_until((MOVES_SHOWN_MS + 500) * 1_000)
    assert moves(pair.sim) == []


def test_a_cut_is_shown_once_and_losses_by_link(pair: Pair) -> None:
    pair.cut()
    pair.sim.execute(Command("network.set_loss", {"a": "caller", "b": "callee", "per_million": 250_000}))
    pair.sim.execute(Command("network.set_loss", {"a": "callee", "b": "caller", "per_million": 0}))
    assert pair.network.entities() == {
        "network": {"kind": "network", "cuts": [["callee", "caller"]], "loss": {"caller>callee": 0.25}}
    }


# Properties


WAYS = ["at once", "later", "never", "twice", "fail", "refuse", "before LATER"]
ACTIONS = st.one_of(
    st.tuples(st.just("ask"), st.sampled_from(WAYS), st.integers(0, 120_000), st.sampled_from([1, 40_000, 90_000])),
    st.tuples(st.just("cut")),
    st.tuples(st.just("heal")),
    st.tuples(st.just("lose"), st.integers(0, 1_000_000), st.booleans()),
    st.tuples(st.just("latency"), st.integers(0, 60_000), st.integers(0, 60_000)),
    st.tuples(st.just("abandon"), st.integers(0, 30)),
)


def act(pair: Pair, action: tuple[Any, ...], calls: list[str], given_up: set[int]) -> None:
    match action:
        case ("ask", how, delay_us, timeout_us):
            calls.append(pair.caller.ask(how, delay_us, timeout_us=timeout_us, context=len(calls)))
        case ("lose", per_million, back):
            pair.network.loss_per_million["callee>caller" if back else "caller>callee"] = per_million
        case ("latency", least_us, spread_us):
            pair.network.set_latency(least_us, least_us + spread_us)
        case ("abandon", which) if which < len(calls):
            if calls[which] in pair.network.calls:
                given_up.add(which)
            pair.caller.abandon_call(calls[which])
        case ("cut",):
            pair.cut()
        case ("heal",):
            pair.heal()


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.tuples(st.integers(0, 50_000), ACTIONS), max_size=30))
def test_every_request_is_answered_exactly_once_unless_it_is_abandoned(seed: Any, actions: Any) -> None:
    pair = Pair(seed)
    calls: list[str] = []
    given_up: set[int] = set()
    for delay_us, action in actions:
        pair.sim.run_until(pair.sim.now_us + delay_us)
        act(pair, action, calls, given_up)
    pair.sim.run_until(pair.sim.now_us + 1_000_000)
    heard = [context for _, context, *_ in pair.caller.replies]
    assert sorted(heard) == sorted(set(range(len(calls))) - given_up)
    assert (pair.network.calls, pair.network.deadlines) == ({}, {})
    told = [address for _, address in pair.callee.abandoned]
    assert len(told) == len({call for _, call in told})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 8_000_000))
def test_the_pipeline_goes_on_from_a_checkpoint_as_if_nothing_had_been(seed: Any, at_us: Any) -> None:
    commands = script(seed)
    sim = copied(drive(pipeline(seed), commands, at_us))
    assert drive(sim, [step for step in commands if step[0] > at_us]).digest == drive(pipeline(seed), commands).digest
