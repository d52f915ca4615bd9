"""What holds for the network under any cuts, losses and latencies."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.sim.models import copied, drive, pipeline, script
from tests.engines.sim.pair import Pair

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
