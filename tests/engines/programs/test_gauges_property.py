"""Every line of every chart is, at every sampled moment, what a recount from the log alone finds."""

from json import dumps, loads

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labs.engines.sim import Command, Simulation, restore, save
from tests.engines.programs.checking import Participant
from tests.engines.programs.regauge import Regauge
from tests.engines.programs.test_ledger_property import TOPOLOGIES, build, steps

ODD_US = 7_777  # so that nobody's command, and nothing that follows it by whole seconds, falls on a sample


def expected(sim: Simulation) -> dict[str, list[int]]:
    """All lines, counted anew for each moment that the recorder kept."""
    regauge, facts, lines = Regauge(), iter(sim.log.since(0)), list[dict[str, int]]()
    fact = next(facts, None)
    for at_us in sim.history.times_us:
        while fact is not None and fact["at_us"] <= at_us:
            assert fact["at_us"] < at_us, "whether it came before the sample or after it, nobody can tell"
            regauge.read(fact)
            fact = next(facts, None)
        lines.append(regauge.gauges(at_us))
    names = dict.fromkeys(name for line in lines for name in line)
    return {name: [line.get(name, 0) for line in lines] for name in names}


def compare(sim: Simulation) -> None:
    recorded = sim.history.series_between(0, sim.now_us)
    wanted = expected(sim)
    nothing = [0] * len(recorded["times_us"])
    for name, line in wanted.items():
        assert recorded["series"].get(name, nothing) == line, name
    kept = {name: line for name, line in recorded["series"].items() if name.split(".")[0] in ("sqs", "ledger")}
    assert all(name in wanted or not any(line) for name, line in kept.items())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(topology=st.sampled_from(TOPOLOGIES), seed=st.integers(0, 10**6), steps=steps)
def test_every_line_is_what_the_log_says(topology: str, seed: int, steps: list[tuple[int, Command]]) -> None:
    sim = Simulation(seed)
    build(sim, topology)
    participant = Participant(sim)
    sim.run_until(ODD_US)
    for pause_us, command in steps:
        sim.run_until(sim.now_us + pause_us)
        participant.do(command)
    sim.run_until(sim.now_us + 20_000_000)
    assert len(sim.log.since(0)) == sim.log.count
    compare(sim)


def test_a_restored_run_draws_the_same_lines() -> None:
    first = Simulation(3)
    build(first, "a queue each")
    first.run_until(25_000_000 + ODD_US)
    second = Simulation(3)
    build(second, "a queue each")
    restore(second, loads(dumps(save(first))))
    for sim in (first, second):
        sim.run_until(60_000_000)
    assert first.history.series == second.history.series
    assert any(first.history.series["ledger.shipping.p95_ms"])
