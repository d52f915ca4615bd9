"""Cuts, losses and limits of the network, and what the screen shows of them."""

from typing import Any

import pytest

from labs.engines.sim import Command, Simulation
from labs.engines.sim.network import LATENCY_US, MOVES_SHOWN_MAX, MOVES_SHOWN_MS
from tests.engines.sim.pair import TIMED_OUT, Pair

LOSS = {"a": "caller", "b": "callee"}


@pytest.fixture
def pair() -> Pair:
    return Pair()


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
    monkeypatch.setattr("labs.engines.sim.calls.CALLS_MAX", 3)
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
    monkeypatch.setattr("labs.engines.sim.calls.AGENDA_ENTRIES_FOR_CALLS", len(pair.sim.agenda))
    pair.caller.ask("at once")
    pair.sim.run_until(2_000_000)
    assert [reply[3]["code"] for reply in pair.caller.replies] == ["limit"]


# What the screen shows


def moves(sim: Simulation) -> list[dict[str, Any]]:
    return [entity for key, entity in sim.network.entities().items() if key != "network"]


def test_a_traced_request_and_its_reply_are_drawn_along_their_path_when_they_depart(pair: Pair) -> None:
    pair.sim.touched.clear()
    pair.caller.ask("later", delay_us=3_000, trace="order-1", path=["shop", "desk"])
    assert pair.sim.touched == {"network": True}
    pair.sim.run_until(1_000_000)
    assert moves(pair.sim) == [
        {"kind": "move", "from": "shop", "to": "desk", "depart_ms": 0, "arrive_ms": 5, "trace": "order-1",
         "again": False, "lost": False},
        {"kind": "move", "from": "desk", "to": "shop", "depart_ms": 8, "arrive_ms": 13, "trace": "t",
         "again": True, "lost": False},
    ]  # fmt: skip


def test_a_thing_without_a_name_is_drawn_but_its_loss_is_no_event(pair: Pair) -> None:
    pair.caller.ask("at once", trace="", path=["shop", "desk"])
    pair.cut()
    pair.sim.run_until(2_000_000)
    assert [move["trace"] for move in moves(pair.sim)] == [None]
    assert pair.events("PacketLost") == []


def test_the_caller_sees_what_a_reply_carries_while_it_handles_it(pair: Pair) -> None:
    pair.caller.ask("later", delay_us=3_000)
    pair.caller.ask("at once")
    pair.sim.run_until(2_000_000)
    assert pair.caller.carried == [[], [{"trace": "t", "again": True}]]
    assert not pair.sim.carried


def test_a_move_that_is_cut_off_is_shown_as_lost(pair: Pair) -> None:
    pair.caller.ask("at once", trace="arrived", path=["shop", "desk"])
    pair.sim.run_until(10_000)
    pair.caller.ask("at once", trace="on the wire", path=["shop", "desk"])
    pair.sim.run_until(11_000)
    pair.cut()
    pair.caller.ask("at once", trace="after", path=["shop", "desk"])
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
