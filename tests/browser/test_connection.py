"""The live connection, against a socket that the test plays: holes, silence, loss, wake-up, polling."""

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

# `play(async (world) => …)`: Live with a played WebSocket, fetch and wall clock; `world.pass(ms)` lets time pass.
WORLD = """async (play) => {
    const { Live } = await import('#lab/room/socket.js');
    await import('#lab/room/polling.js'); // time stands still while it is fetched
    const kept = { WebSocket, fetch, setTimeout, setInterval, clearTimeout, clearInterval };
    const { now } = performance;
    const { random } = Math;
    const world = { sockets: [], frames: [], states: [], fetched: [], answers: () => [], nowMs: 0, timers: new Map() };
    class Socket {
        static OPEN = 1;
        constructor(url) {
            if (world.refuses) throw new Error('refused');
            Object.assign(this, { url: String(url), readyState: 0, sent: [] });
            world.sockets.push(this);
        }
        send(text) { this.sent.push(JSON.parse(text)); }
        close() {}
        open() { this.readyState = 1; this.onopen({}); }
        say(message) { this.onmessage({ data: JSON.stringify(message) }); }
        lose(code = 1006) { this.readyState = 3; this.onclose({ code }); }
    }
    let count = 0;
    const later = (again) => (act, ms) => {
        world.timers.set(++count, { act, at: world.nowMs + ms, again: again ? ms : null });
        return count;
    };
    globalThis.WebSocket = Socket;
    globalThis.setTimeout = later(false);
    globalThis.setInterval = later(true);
    globalThis.clearTimeout = globalThis.clearInterval = (id) => world.timers.delete(id);
    performance.now = () => world.nowMs;
    Math.random = () => 0.999;
    globalThis.fetch = async (url, init) => {
        world.fetched.push([String(url).split('?')[1] ?? '', init.body ?? null]);
        const answer = world.answers(init);
        const headers = new Headers({ 'Content-Type': 'application/json' });
        return { ok: true, status: 200, headers, json: async () => answer };
    };
    const { port1, port2 } = new MessageChannel();
    const settle = () => new Promise((done) => { port1.onmessage = done; port2.postMessage(0); }); // no timer's 4 ms
    world.pass = async (ms) => {
        for (const end = world.nowMs + ms; world.nowMs < end; ) {
            world.nowMs += 100;
            for (const [id, timer] of [...world.timers]) {
                if (timer.at > world.nowMs || !world.timers.has(id)) continue;
                if (timer.again === null) world.timers.delete(id); else timer.at += timer.again;
                timer.act();
                await settle();
            }
        }
    };
    const empty = { epoch: 'e1', sent_ms: 0, full: false, set: {}, gone: [], events: [] };
    world.frame = (n, more = {}) => ({ ...empty, n, now_ms: n * 100, ...more });
    world.full = (n) => world.frame(n, { full: true });
    const live = new Live({ url: '/rooms/ABCDEF/live/', csrfToken: 'token', lens: 'scene', listener: {
        onFrame: (frame) => world.frames.push(frame.n), onYou: () => {}, onMine: () => {},
        onState: (state) => world.states.at(-1) === state || world.states.push(state),
    } });
    try {
        live.start();
        return await play(world, live, settle);
    } finally {
        Object.assign(globalThis, kept);
        performance.now = now;
        Math.random = random;
    }
}"""


def play(modules: Modules, script: str) -> object:
    """What the played connection returns."""
    return modules(f"async () => await ({WORLD})({script})")


def test_the_first_message_asks_for_everything_and_the_next_socket_goes_on_where_it_was(modules: Modules) -> None:
    hellos = play(
        modules,
        """async ({ sockets, full, frame, pass }) => {
            sockets[0].open();
            sockets[0].say(full(4));
            sockets[0].say(frame(5));
            sockets[0].lose();
            await pass(1000);
            sockets[1].open();
            return [sockets[0].url.startsWith('ws'), sockets[0].sent[0], sockets[1].sent[0]];
        }""",
    )
    assert hellos == [True, {"resume": None, "lens": "scene"}, {"resume": ["e1", 5], "lens": "scene"}]


def test_after_a_hole_one_full_frame_is_asked_for_and_nothing_is_applied_until_it_comes(modules: Modules) -> None:
    outcome = play(
        modules,
        """async ({ sockets: [socket], frames, full, frame }) => {
            socket.open();
            socket.say(full(1));
            for (const n of [2, 4, 5]) socket.say(frame(n));
            socket.say(full(6));
            socket.say(frame(7));
            return [frames, socket.sent.filter((message) => 'resume' in message)];
        }""",
    )
    assert outcome == [[1, 2, 6, 7], [{"resume": None, "lens": "scene"}] * 2]


def test_ten_silent_seconds_are_a_dead_link(modules: Modules) -> None:
    outcome = play(
        modules,
        """async ({ sockets, states, full, pass }) => {
            sockets[0].open();
            sockets[0].say(full(1));
            await pass(9000);
            const before = sockets.length;
            await pass(3000);
            return [before, sockets.length, states];
        }""",
    )
    assert outcome == [1, 2, ["connecting", "live", "lost", "connecting"]]


def test_waking_up_probes_a_silent_socket_again_and_again(modules: Modules) -> None:
    opened = play(
        modules,
        """async (world, live) => {
            const { sockets, full, pass } = world;
            const opened = [];
            for (let cycle = 0; cycle < 5; cycle += 1) {
                const socket = sockets.at(-1);
                socket.open();
                socket.say(full(cycle));
                await pass(2000);
                live.wake();
                await pass(2100);
                live.wake();
                opened.push(sockets.length);
            }
            return opened;
        }""",
    )
    assert opened == [2, 3, 4, 5, 6]


def test_an_unanswered_command_is_repeated_with_the_same_key_on_the_next_socket(modules: Modules) -> None:
    outcome = play(
        modules,
        """async ({ sockets, full, pass }, live) => {
            sockets[0].open();
            sockets[0].say(full(1));
            const answer = live.send('shipping.stop', { instance: 1 });
            sockets[0].lose();
            await pass(1000);
            sockets[1].open();
            sockets[1].say(full(2));
            const [first, second] = sockets.map((socket) => socket.sent.find((message) => message.key));
            sockets[1].say({ ack: second.key, result: { stopped: true } });
            return [first.key === second.key, second.command, await answer];
        }""",
    )
    assert outcome == [True, "shipping.stop", {"result": {"stopped": True}}]


def test_tries_go_on_without_end(modules: Modules) -> None:
    count = play(
        modules,
        """async ({ sockets, full, pass }) => {
            sockets[0].open();
            sockets[0].say(full(1));
            for (let at = 0; at < 40; at += 1) {
                sockets.at(-1).lose();
                await pass(8000);
            }
            return sockets.length;
        }""",
    )
    assert count == 41


def test_two_refused_sockets_lead_to_polling_and_a_later_socket_leads_back(modules: Modules) -> None:
    outcome = play(
        modules,
        """async (world, live, settle) => {
            const { sockets, states, frames, full, frame, fetched, pass } = world;
            world.answers = () => [full(3), frame(4)];
            sockets[0].lose();
            await pass(600);
            sockets[1].lose();
            await settle();
            const polled = states.at(-1);
            await pass(1000);
            const asked = fetched.map(([query]) => query);
            world.answers = () => [];
            await pass(30_000);
            sockets[2].open();
            sockets[2].say(full(9));
            const count = fetched.length;
            await pass(3000);
            return [polled, asked[0], asked[1], states.at(-1), frames.at(-1), fetched.length - count];
        }""",
    )
    assert outcome == ["polling", "resume=&lens=scene", "resume=e1%2C4&lens=scene", "live", 9, 0]


def test_where_sockets_throw_commands_are_posted_and_answered(modules: Modules) -> None:
    outcome = play(
        modules,
        """async (world, live, settle) => {
            world.refuses = true;
            world.sockets[0].lose();
            world.answers = (init) => (init.body ? { ack: JSON.parse(init.body).key, result: {} } : [world.full(1)]);
            await world.pass(1000);
            const answer = await live.send('room.pause');
            return [world.states.at(-1), answer, world.fetched.filter(([, body]) => body).length];
        }""",
    )
    assert outcome == ["polling", {"result": {}}, 1]


def test_a_room_that_is_gone_is_not_asked_again(modules: Modules) -> None:
    outcome = play(
        modules,
        """async ({ sockets, states, pass }) => {
            sockets[0].open();
            sockets[0].lose(4004);
            await pass(60_000);
            return [states.at(-1), sockets.length];
        }""",
    )
    assert outcome == ["gone", 1]


def test_the_newest_frame_is_reported_at_most_once_a_second(modules: Modules) -> None:
    seen = play(
        modules,
        """async ({ sockets: [socket], full, frame, pass }) => {
            socket.open();
            socket.say(full(1));
            for (let n = 2; n <= 30; n += 1) {
                socket.say(frame(n));
                await pass(100);
            }
            return socket.sent.filter((message) => 'seen' in message).length;
        }""",
    )
    assert seen in (2, 3)
