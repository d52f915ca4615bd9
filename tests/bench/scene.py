"""A hundred nodes in a browser: the cluster's scene and its list, fed with what the real engine tells at 3,000 Pods."""

import json
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from labs.engines.kube import Cluster, Machine
from labs.engines.sim import DEFAULT_START, Command, Simulation
from labs.rooms.clock import Clock
from labs.rooms.frames import DELTA_BYTES_MAX, FULL_BYTES_MAX
from labs.rooms.live import LiveRoom
from labs.rooms.run import Run
from labs.rooms.screens import Facts
from tests.bench.report import Figure
from tests.chromium import FLAGS, MISSING, find_chromium
from tests.site import Site

NODES, WORKLOADS, REPLICAS = 100, 30, 100
READY_US = 60_000_000  # by then they all run
FRAME_US = 100_000
FRAMES = 80
ROLLED_OUT = 3  # of the workloads, one after the other: Pods come and go
FRAMES_A_SECOND_LEAST, TASK_MS_MOST = 30, 50
KB = 1000

PLAY = """async (frames) => {
    await import('#lab/later_sentences.js');
    const { ClusterScene } = await import('#lab/scenes/cluster.js');
    const { PartsList } = await import('#lab/bench/parts_list.js');
    const { partsOf } = await import('#lab/cluster/parts.js');
    const { Store } = await import('#lab/room/store.js');
    const host = document.createElement('div');
    const list = document.createElement('div');
    host.style.width = '1120px';
    document.querySelector('main').replaceChildren(host, list);
    const [scene, store] = [new ClusterScene(host), new Store()];
    const parts = new PartsList(list, { open() {}, hover() {} });
    const take = (text) => {
        scene.take(store.apply(JSON.parse(text)), store, 1);
        parts.show(partsOf(store), { chosen: null, over: null, targets: null });
    };
    take(frames.shift());
    for (let at = 0; at < 30 || !scene.layout; at += 1) { // the first drawing is no part of it
        scene.draw(store, 16, 1);
        await new Promise(requestAnimationFrame);
    }
    const [gaps, tasks] = [[], []];
    new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map(({ duration }) => duration)))
        .observe({ entryTypes: ['longtask'] });
    const feed = setInterval(() => frames.length && take(frames.shift()), 100);
    let last = performance.now();
    while (frames.length) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        scene.draw(store, now - last, 1);
        gaps.push(now - last);
        last = now;
    }
    clearInterval(feed);
    const spanMs = gaps.reduce((sum, gap) => sum + gap, 0);
    const perSecond = (gaps.length * 1000) / spanMs;
    return { perSecond, longestMs: Math.max(0, ...tasks), tiles: scene.layout.tiles.size };
}"""


def hundred_nodes() -> list[Figure]:
    """Frames a second and the longest task of the page."""
    chromium = find_chromium()
    if chromium is None:
        return [Figure("scene: 100 nodes, 3,000 Pods", MISSING)]
    frames, pods = frames_of_a_rollout()
    sizes = [len(frame.encode()) for frame in frames]
    with tempfile.TemporaryDirectory() as var, sync_playwright() as playwright:
        site = Site(Path(var))
        try:
            page = playwright.chromium.launch(executable_path=chromium, args=FLAGS).new_page(base_url=site.address)
            page.goto("/rooms/join/")
            page.locator("html[data-ready=true]").wait_for(state="attached")
            found: dict[str, Any] = page.evaluate(PLAY, frames)
        finally:
            site.stop()
    what = f"scene: {found['tiles']} nodes, {pods:,} Pods, {ROLLED_OUT * REPLICAS} of them changed"
    full, *deltas = sizes
    rate, longest_ms = found["perSecond"], found["longestMs"]
    return [
        Figure(f"{what}: frames a second", f"{rate:.0f}", f">= {FRAMES_A_SECOND_LEAST}", rate >= FRAMES_A_SECOND_LEAST),
        Figure(f"{what}: full frame", f"{full / KB:.1f} kB", "<= 64 kB", full <= FULL_BYTES_MAX),
        Figure(f"{what}: largest delta", f"{max(deltas) / KB:.1f} kB", "<= 16 kB", max(deltas) <= DELTA_BYTES_MAX),
        Figure(f"{what}: longest task", f"{longest_ms:.0f} ms", f"< {TASK_MS_MOST} ms", longest_ms < TASK_MS_MOST),
    ]


def frames_of_a_rollout() -> tuple[list[str], int]:
    """What a viewer is told over eight seconds, the whole first, and how many Pods there are."""
    run = Run(build, 1, DEFAULT_START)
    sim = run.fresh()
    sim.run_until(READY_US)
    room = LiveRoom(run, sim, Clock(sim.now_us, 0.0, 1.0, False), Facts(lab="large", code=""))
    frames = [room.full("scene", 0)]
    counts = [one["counts"] for key, one in json.loads(frames[0])["set"].items() if key.startswith("pods/")]
    for number in range(ROLLED_OUT):
        sim.execute(Command("kubectl.restart", {"name": f"app-{number}"}, "bench"))
    for _ in range(FRAMES):
        sim.run_until(sim.now_us + FRAME_US)
        room.touch()
        frames.append(room.frame("scene", 0) or room.heartbeat("scene", 0))
    return frames, sum(count for apps in counts for looks in apps.values() for count in looks.values())


def build(sim: Simulation) -> None:
    sim.network.set_latency(1_000, 3_000)
    machines = {f"node-{number:03}": Machine(number, zone=f"zone-{number % 3}") for number in range(NODES)}
    cluster = Cluster(sim, machines, {"part:1": {"ready_after_ms": 500, "pull_ms": 1000}})
    for number in range(WORKLOADS):
        cluster.apply(5_000_000 + number * 1_000_000, workload(f"app-{number}"))


def workload(name: str) -> dict[str, Any]:
    labels, requests = {"app": name}, {"cpu": "10m", "memory": "8Mi"}
    container = {"name": "part", "image": "part:1", "resources": {"requests": requests}}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [container]}}
    spec = {"replicas": REPLICAS, "selector": {"matchLabels": labels}, "template": template}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": spec}
