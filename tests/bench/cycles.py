"""Send + receive + delete as boto3 does it, beside moto's server on the same machine in the same minute.

Beside both stands a server that does nothing at all: boto3 takes nearly 2 ms of CPU for a call itself, so that on few
cores the clients are the limit, whatever answers them. What holds where the clients have machines of their own is the
ratio of the servers' CPU.
"""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from time import monotonic, sleep

from tests.bench.broadcast import free_port, running_site
from tests.bench.report import Figure, cpu_of_process, ratio
from tests.site import ROOT, START_S_MAX

ROUNDS = 5
SPAN_S = 3.0
CALLS_A_CYCLE = 3
MOTO = ("moto.server", "-H", "127.0.0.1")
BARE = ("daphne", "-b", "127.0.0.1", "tests.bench.bare_calls:application")


Clients = list["subprocess.Popen[str]"]


@dataclass(frozen=True)
class Side:
    """A server's process and its four clients."""

    pid: int
    clients: Clients

    def cycle(self, count: int) -> tuple[float, float]:
        """(cycles a second of so many clients together, milliseconds of server CPU for one call)."""
        cpu = cpu_of_process(self.pid)
        for client in self.clients[:count]:
            assert client.stdin is not None
            client.stdin.write(f"{SPAN_S}\n")
            client.stdin.flush()
        cycles = sum(int(_line(client)) for client in self.clients[:count])
        return cycles / SPAN_S, (cpu_of_process(self.pid) - cpu) / (cycles * CALLS_A_CYCLE) * 1e3


def against_moto() -> list[Figure]:
    """One client, then four; ours, moto's and those of the server that does nothing in turn."""
    with ExitStack() as stack:
        site = stack.enter_context(running_site())
        room = site.open_room("shop", "--paused")
        servers = [(room["aws_endpoint"], site.process.pid)]
        servers += [stack.enter_context(_server(*command)) for command in (MOTO, BARE)]
        sides = [Side(pid, stack.enter_context(_clients(endpoint))) for endpoint, pid in servers]
        return _rounds(sides, 1, 2.0) + _rounds(sides, 4, 4.0)


def _rounds(sides: list[Side], count: int, goal: float) -> list[Figure]:
    rounds = [[side.cycle(count) for side in sides] for _ in range(ROUNDS)]
    (per_s, cpu_ms), (moto_per_s, moto_cpu_ms), (bare_per_s, _) = (_columns(one) for one in zip(*rounds, strict=True))
    clients, spent_ms = f"{count} client{'s' * (count > 1)}", median(cpu_ms)
    return [
        Figure(
            f"send + receive + delete, {clients}: cycles a second, moto's",
            f"{median(per_s):.0f}, {median(moto_per_s):.0f}",
        ),
        ratio(f"the same, {clients}, against moto", per_s, moto_per_s, least=goal),
        ratio(f"a server that does nothing, {clients}, against moto", bare_per_s, moto_per_s),
        Figure(f"server CPU of one call, {clients}", f"{spent_ms:.2f} ms", "about 1 ms", spent_ms <= 1.3),
        Figure(f"moto's server CPU of one call, {clients}", f"{median(moto_cpu_ms):.2f} ms"),
        ratio(f"server CPU of one call, {clients}, moto's against ours", moto_cpu_ms, cpu_ms, least=goal),
    ]


def _columns(rounds: Iterable[tuple[float, float]]) -> tuple[list[float], list[float]]:
    first, second = zip(*rounds, strict=True)
    return list(first), list(second)


def _line(client: "subprocess.Popen[str]") -> str:
    assert client.stdout is not None
    return client.stdout.readline()


@contextmanager
def _clients(endpoint: str) -> Iterator[Clients]:
    """Four of them, ready."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.cycling", endpoint, f"bench-{number}"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in range(4)
    ]  # fmt: skip
    try:
        assert [_line(client) for client in started] == ["ready\n"] * 4
        yield started
    finally:
        for client in started:
            client.kill()
            client.communicate()


@contextmanager
def _server(module: str, *arguments: str) -> Iterator[tuple[str, int]]:
    """The address and the process of a server beside ours."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", module, *arguments, "-p", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(address)
            yield address, process.pid
        finally:
            process.kill()


def _wait_for(address: str) -> None:
    until_s = monotonic() + START_S_MAX
    while True:
        try:
            urllib.request.urlopen(f"{address}/moto-api/", timeout=5).close()  # moto's own page
        except urllib.error.URLError:
            if monotonic() > until_s:
                raise
            sleep(0.2)
        else:
            return
