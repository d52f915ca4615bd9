"""The fan-out itself: how many orders a second of wall time the engine keeps up with."""

from statistics import median
from time import process_time

from labs.engines.sim import Command, Simulation
from labs.rooms.clock import Clock
from labs.rooms.live import LiveRoom
from labs.rooms.run import Run
from labs.rooms.screens import Facts
from tests.bench import shop
from tests.bench.kernel import START, checkpoint_figures
from tests.bench.report import Figure
from workshop.site_server import calm_garbage_collection

FRAME_S = 0.1
SPAN_S = 1.0  # of wall time that a run is meant to last
SPANS = 10
DELTA_BYTES_MAX = 16_000


def checkpoint_of_a_backlog() -> list[Figure]:
    def grow(sim: Simulation) -> None:
        for number in range(20_000):
            reply = sim.execute(
                Command("sqs.send_message", {"QueueUrl": "shipping", "MessageBody": f'{{"order": {number}}}'}, "bench")
            )
            assert reply.error is None, reply.error

    def build(sim: Simulation) -> None:
        shop.build(sim)
        sim.execute(Command("shipping.stop", {}, "bench"))

    return checkpoint_figures("20,000 waiting messages", build, grow)


def busy_shop() -> list[Figure]:
    """1,000 orders per simulated second at 5x and 100 at 60x, with frames for the scene, on one core."""
    return [_kept(1_000, 5.0), _kept(100, 60.0), _highest_rate()]


def _highest_rate() -> Figure:
    kept = 0
    for rate in (1, 2, 3, 4, 5, 6, 8, 10):
        if median(_run(1_000, float(rate))[0]) > 1.0:
            break
        kept = rate
    return Figure("highest rate kept at 1,000 orders per simulated second, one core", f"{kept}x")


def _kept(per_second: int, rate: float) -> Figure:
    cores, largest = _run(per_second, rate)
    told = f"{median(cores):.2f} core ({min(cores):.2f}..{max(cores):.2f}), frames <= {largest / 1e3:.1f} kB"
    holds = median(cores) <= 1.0 and largest <= DELTA_BYTES_MAX
    return Figure(f"fan-out, {per_second} orders per simulated second at {rate:.0f}x", told, "<= 1 core", holds)


def _run(per_second: int, rate: float) -> tuple[list[float], int]:
    """Share of a core that engine, checkpoints and frames need in each span, and the largest frame."""
    live = _room(rate)
    wall_s = _warm_up(live, per_second, rate)
    calm_garbage_collection()  # as the site does
    cores, largest = [], 0
    for _ in range(SPANS):
        started = process_time()
        for _ in range(int(SPAN_S / FRAME_S)):
            wall_s += FRAME_S
            assert live.advance(wall_s, 1e9)
            live.touch()
            largest = max(largest, len(live.frame("scene", 0) or ""))
        cores.append((process_time() - started) / SPAN_S)
    return cores, largest


def _room(rate: float) -> LiveRoom:
    run = Run(shop.build, 1, START)
    return LiveRoom(run, run.fresh(), Clock(0, 0.0, rate), Facts("shop", "BENCHX"))


def _warm_up(live: LiveRoom, per_second: int, rate: float) -> float:
    """Enough hands for the load, and ten simulated seconds for it to settle."""
    for command in shop.busy(per_second):
        reply = live.apply(live.stamp(command, None, 0.0))
        assert reply.error is None, (command.name, reply.error)
    wall_s = 10.0 / rate
    live.advance(wall_s, 1e9)
    return wall_s
