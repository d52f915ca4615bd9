"""Send + receive + delete as boto3 does it, beside moto's server on the same machine in the same minute.

Beside both stands a server that does nothing at all: boto3 takes nearly 2 ms of CPU for a call itself, so that on few
cores the clients are the limit, whatever answers them.
"""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic, sleep

from tests.bench.broadcast import running_site
from tests.bench.report import Figure, cpu_of_process, ratio
from tests.site import ROOT

ROUNDS = 5
SPAN_S = 3.0
CALLS_A_CYCLE = 3
START_S_MAX = 30.0
MOTO = ("moto.server", "-H", "127.0.0.1")
BARE = ("daphne", "-b", "127.0.0.1", "tests.bench.bare_calls:application")


def against_moto() -> list[Figure]:
    """One client, then four; ours, moto's and those of the server that does nothing in turn."""
    with ExitStack() as stack:
        site = stack.enter_context(running_site())
        room = site.open_room("shop", "--paused")
        moto = stack.enter_context(_server(site.port + 1, *MOTO))
        bare = stack.enter_context(_server(site.port + 2, *BARE))
        clients = [stack.enter_context(_clients(where)) for where in (room["aws_endpoint"], moto, bare)]
        figures = []
        for count, goal in ((1, 2.0), (4, 4.0)):
            figures += _rounds([some[:count] for some in clients], site.process.pid, goal)
    return figures


def _rounds(all_clients: list["Clients"], pid: int, goal: float) -> list[Figure]:
    ours, theirs, idle = all_clients
    per_s, moto_per_s, bare_per_s, cpu_ms = [], [], [], []
    for _ in range(ROUNDS):
        cpu = cpu_of_process(pid)
        per_s.append(_cycle(ours))
        cpu_ms.append((cpu_of_process(pid) - cpu) / (per_s[-1] * SPAN_S * CALLS_A_CYCLE) * 1e3)
        moto_per_s.append(_cycle(theirs))
        bare_per_s.append(_cycle(idle))
    clients = f"{len(ours)} client{'s' * (len(ours) > 1)}"
    spent_ms = sorted(cpu_ms)[len(cpu_ms) // 2]
    return [
        Figure(
            f"send + receive + delete, {clients}: cycles a second, moto's",
            f"{sorted(per_s)[ROUNDS // 2]:.0f}, {sorted(moto_per_s)[ROUNDS // 2]:.0f}",
        ),
        ratio(f"the same, {clients}, against moto", per_s, moto_per_s, least=goal),
        ratio(f"a server that does nothing, {clients}, against moto", bare_per_s, moto_per_s),
        Figure(f"server CPU of one call, {clients}", f"{spent_ms:.2f} ms", "about 1 ms", spent_ms <= 1.3),
    ]


Clients = list["subprocess.Popen[str]"]


def _cycle(clients: Clients) -> float:
    """Cycles a second of all together."""
    for client in clients:
        assert client.stdin is not None
        client.stdin.write(f"{SPAN_S}\n")
        client.stdin.flush()
    return sum(int(_line(client)) for client in clients) / SPAN_S


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
def _server(port: int, module: str, *arguments: str) -> Iterator[str]:
    """The address of a server beside ours."""
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", module, *arguments, "-p", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(address)
            yield address
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
