"""What a viewer costs: the site beside a raw ASGI application under the same server, sending the same bytes."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from time import monotonic

from tests.bench.report import Figure, cpu_of_process, ratio, resident_bytes
from tests.bench.viewers import Crowd
from tests.site import ROOT, START_S_MAX, Site

ROUNDS = 5
SPAN_S = 4.0
PLAIN_S = 1.0  # after a crowd has joined, before anything is measured


@contextmanager
def running_site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "var")
        try:
            yield site
        finally:
            site.stop()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


@contextmanager
def bare_server(frames: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "frames.json"
        file.write_text(json.dumps(frames))
        process = subprocess.Popen(
            [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "tests.bench.bare:application"],
            cwd=ROOT, env=os.environ | {"BARE_FRAMES": str(file)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait()


async def recorded_frames(url: str) -> list[str]:
    """What one viewer of the room gets in three seconds: delta frames only."""
    crowd = Crowd(url)
    await crowd.join(1, keep=True)
    await asyncio.sleep(3)
    texts = [text.decode() for text in crowd.viewers[0].kept if text.startswith(b'{"n":') and b'"full":false' in text]
    crowd.leave()
    return texts


async def cost_of_a_frame(url: str, pid: int, viewers: int, seen: bool = False) -> tuple[float, float]:
    """(CPU seconds per delivered frame, frames delivered per viewer and second)."""
    crowd = Crowd(url)
    await crowd.join(viewers, check=seen)
    speaker = asyncio.create_task(crowd.say_seen()) if seen else None
    await asyncio.sleep(PLAIN_S)
    cpu, frames, at_s = cpu_of_process(pid), crowd.frames, monotonic()
    await asyncio.sleep(SPAN_S)
    spent, delivered, span_s = cpu_of_process(pid) - cpu, crowd.frames - frames, monotonic() - at_s
    if speaker:
        speaker.cancel()
    crowd.leave()
    await asyncio.sleep(0.5)
    return spent / delivered, delivered / viewers / span_s


async def wait_for_port(url: str) -> None:
    """Raises OSError if nobody listens there for long."""
    crowd, until_s = Crowd(url), monotonic() + START_S_MAX
    while True:
        try:
            await crowd.join(1)
        except OSError:
            if monotonic() > until_s:
                raise
            await asyncio.sleep(0.1)
        else:
            break
    crowd.leave()


def against_bare() -> list[Figure]:
    """300 viewers x 10 Hz, with and without `seen`; then 1,000 against 100."""
    with running_site() as site:
        url = site.open_room("shop")["live_url"]
        frames = asyncio.run(recorded_frames(url))
        port = free_port()
        with bare_server(frames, port) as bare:
            return asyncio.run(_rounds(site.process.pid, url, bare.pid, f"ws://127.0.0.1:{port}/", frames))


async def _rounds(pid: int, url: str, bare_pid: int, bare_url: str, frames: list[str]) -> list[Figure]:
    await wait_for_port(bare_url)
    ours, bare, ours_seen, bare_again = [], [], [], []
    small, large = [], []
    rates: list[float] = []
    for _ in range(ROUNDS):
        bare.append((await cost_of_a_frame(bare_url, bare_pid, 300))[0])
        cost, rate = await cost_of_a_frame(url, pid, 300)
        ours.append(cost)
        rates.append(rate)
        ours_seen.append((await cost_of_a_frame(url, pid, 300, seen=True))[0])
        bare_again.append((await cost_of_a_frame(bare_url, bare_pid, 300))[0])
        small.append((await cost_of_a_frame(url, pid, 100))[0])
        large.append((await cost_of_a_frame(url, pid, 1_000))[0])
    both = [(first + second) / 2 for first, second in zip(bare, bare_again, strict=True)]
    size = sum(map(len, frames)) // len(frames)
    return [
        Figure("frames measured with: bytes on average, frames a second and viewer", f"{size} B, {min(rates):.1f} Hz"),
        Figure("bare: server CPU per delivered frame", f"{min(both) * 1e6:.0f} us"),
        ratio("server CPU per frame, 300 viewers, against bare", ours, both, most=1.15),
        ratio("the same, every viewer saying `seen` once a second", ours_seen, both, most=1.35),
        ratio("the same at 1,000 viewers against 100", large, small, most=1.3),
    ]


def thousand_viewers() -> list[Figure]:
    """1,000 viewers x 10 Hz: all stream, no holes, none closed; the home page asked beside it."""
    with running_site() as site:
        room = site.open_room("shop")
        return asyncio.run(_thousand(site, room["live_url"]))


async def _thousand(site: Site, url: str) -> list[Figure]:
    crowd = Crowd(url)
    await crowd.join(1_000, check=True)
    before = [viewer.frames for viewer in crowd.viewers]
    at_s = monotonic()
    latencies_ms = await _ask_pages(site.address, 10.0)
    span_s = monotonic() - at_s
    rates = sorted((viewer.frames - start) / span_s for viewer, start in zip(crowd.viewers, before, strict=True))
    holes = sum(viewer.holes for viewer in crowd.viewers)
    closed = sum(viewer.closed for viewer in crowd.viewers)
    crowd.leave()
    p99_ms = quantiles(latencies_ms, n=100)[98]
    held = rates[0] >= 9 and not holes and not closed
    return [
        Figure(
            "1,000 viewers: slowest viewer, holes, closed", f"{rates[0]:.1f} Hz, {holes}, {closed}", "10 Hz, 0, 0", held
        ),
        Figure("page p99 beside it (home page, one at a time)", f"{p99_ms:.0f} ms", "<= 200 ms", p99_ms <= 200),
    ]


async def _ask_pages(address: str, span_s: float) -> list[float]:
    latencies_ms: list[float] = []
    until_s = monotonic() + span_s
    while monotonic() < until_s:
        started = monotonic()
        await asyncio.to_thread(lambda: urllib.request.urlopen(f"{address}/", timeout=10).read())
        latencies_ms.append((monotonic() - started) * 1e3)
        await asyncio.sleep(0.05)
    return latencies_ms


def viewers_that_stop_reading() -> list[Figure]:
    """20 of 120 viewers stop reading for 10 s: what the process grows by."""
    with running_site() as site:
        room = site.open_room("shop")
        return asyncio.run(_stop_reading(site, room["live_url"]))


async def _stop_reading(site: Site, url: str) -> list[Figure]:
    crowd = Crowd(url)
    await crowd.join(120, check=True)
    await asyncio.sleep(2)
    before = resident_bytes(site.process.pid)
    for viewer in crowd.viewers[:20]:
        viewer.transport.pause_reading()
    await asyncio.sleep(10)
    grown = resident_bytes(site.process.pid) - before
    for viewer in crowd.viewers[:20]:
        viewer.transport.resume_reading()
    await asyncio.sleep(2)
    back = all(not viewer.closed for viewer in crowd.viewers)
    holes = sum(viewer.holes for viewer in crowd.viewers)
    crowd.leave()
    figure = f"{grown / 1e6:+.1f} MB, {holes} holes, all back: {back}"
    return [
        Figure(
            "20 of 120 viewers stop reading for 10 s: growth of the server",
            figure,
            "<= 20 MB",
            grown <= 20e6 and not holes,
        )
    ]
