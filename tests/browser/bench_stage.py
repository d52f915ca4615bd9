"""A room's page whose room is played: the bench is tried with real pointers and keys, and every command is seen."""

import json
from typing import Any

from playwright.sync_api import Page

from tests.browser.fixtures import OpenPage
from tests.browser.places import framed

Entities = dict[str, dict[str, Any]]

ARN = "arn:aws:{service}:us-east-1:123456789012:{name}"
ORDERS = ARN.format(service="sns", name="orders")
ATTRIBUTES = {
    "DelaySeconds": "0",
    "MessageRetentionPeriod": "345600",
    "ReceiveMessageWaitTimeSeconds": "0",
    "VisibilityTimeout": "30",
}

# Instead of a WebSocket: a small room that does what the bench asks for, and remembers it in `played.commands`.
# After a reload it has the entities that `restage` has left for it.
ROOM = """(first) => {
    const entities = JSON.parse(sessionStorage.getItem('entities')) ?? first;
    const played = { commands: [], refuse: {}, n: 0, epoch: 'e1', entities, role: 'owner', silent: false };
    globalThis.played = played;
    const topicOf = (arn) => Object.values(entities).find((one) => one.kind === 'topic' && one.arn === arn);
    const linked = (topic) => { topic.links = topic.subscriptions.map((one) => one.target); };
    const has = (endpoint) => ([, one]) => [one.arn, one.endpoint].includes(endpoint);
    const at = (endpoint) => Object.entries(entities).find(has(endpoint))?.[0];
    const does = {
        'sns.subscribe'({ TopicArn, Protocol, Endpoint }) {
            const arn = `${TopicArn}:${played.commands.length}`;
            const subscription = { arn, protocol: Protocol, endpoint: Endpoint, target: at(Endpoint), confirmed: true };
            topicOf(TopicArn).subscriptions.push(subscription);
            linked(topicOf(TopicArn));
        },
        'sns.unsubscribe'({ SubscriptionArn }) {
            const topic = topicOf(SubscriptionArn.split(':').slice(0, -1).join(':'));
            topic.subscriptions = topic.subscriptions.filter(({ arn }) => arn !== SubscriptionArn);
            linked(topic);
        },
        'sqs.create_queue'({ QueueName }) {
            const old = entities['sqs/accounting'];
            const arn = old.arn.replace('accounting', QueueName);
            entities[`sqs/${QueueName}`] = { ...old, name: QueueName, arn, visible: 0, hidden: 0 };
        },
        'sqs.delete_queue'({ QueueUrl }) { delete entities[`sqs/${QueueUrl}`]; },
        'sqs.set_queue_attributes'({ QueueUrl, Attributes }) {
            Object.assign(entities[`sqs/${QueueUrl}`].attributes, Attributes);
        },
        'shipping.attach'({ queue, instance }) { entities[`shipping/${instance}`].pulls = [`sqs/${queue}`]; },
        'shipping.detach'({ instance }) { entities[`shipping/${instance}`].pulls = []; },
        'shipping.stop'({ instance }) { entities[`shipping/${instance}`].state = 'stopped'; },
        'shipping.start'({ instance }) { entities[`shipping/${instance}`].state = 'running'; },
        'storefront.set_rate'({ per_second }) { entities.storefront.rate_per_s = per_second; },
    };
    played.frame = (more = {}) => {
        played.n += 1;
        const { n, epoch } = played;
        const frame = { n, epoch, now_ms: 100 * n, sent_ms: 0, full: true, set: entities, gone: [], events: [] };
        played.socket.onmessage({ data: JSON.stringify({ ...frame, ...more }) });
    };
    globalThis.WebSocket = class {
        static OPEN = 1;
        constructor() {
            Object.assign(this, { readyState: 1 });
            played.socket = this;
            setTimeout(() => this.onopen({}), 0);
            setInterval(() => played.silent || played.frame(), 2000);
        }
        send(text) {
            const { key, command, args, resume } = JSON.parse(text);
            const say = (message) => this.onmessage({ data: JSON.stringify(message) });
            if (resume !== undefined) {
                say({ you: { role: played.role, name: 'm' } });
                played.frame();
            }
            if (!command || command.startsWith('room.')) return;
            const error = played.refuse[command];
            played.commands.push([command, args]);
            if (!error) does[command]?.(args);
            say(error ? { ack: key, error } : { ack: key, result: {} });
            setTimeout(() => played.frame(), 50);
        }
        close() {}
    };
}"""


def scene() -> Entities:
    """Orders go straight to both instances of Shipping; Accounting has a queue; a second queue waits for work."""
    pushed = [_subscription(f"http://shipping-{n}.shop.example/", f"shipping/{n}") for n in (1, 2)]
    queued = _subscription(ARN.format(service="sqs", name="accounting"), "sqs/accounting")
    subscriptions = [{**one, "arn": f"{ORDERS}:s{at}"} for at, one in enumerate([*pushed, queued], 1)]
    links = [one["target"] for one in subscriptions]
    topic = {"kind": "topic", "name": "orders", "published": 0, "links": links, "arn": ORDERS}
    return {
        "room": {
            "kind": "room", "lab": "fan-out", "playing": False, "rate": 1, "reached": 0, "broken": None, "viewers": 1,
            "asleep": False, "wire_open": True, "branch": 1, "branches": [],
        },
        "storefront": {
            "kind": "caller", "name": "StoreFront", "running": True, "rate_per_s": 5.0, "accepted": 0, "given_up": 0,
            "links": ["sns/orders"],
        },
        "sns/orders": {**topic, "subscriptions": subscriptions},
        "sqs/accounting": _queue("accounting"),
        "sqs/spare": _queue("spare"),
        "shipping/1": _worker("shipping", 1, []),
        "shipping/2": _worker("shipping", 2, []),
        "accounting/1": _worker("accounting", 1, ["sqs/accounting"]),
        "network": {"kind": "network", "cuts": [], "loss": {}},
    }  # fmt: skip


def open_bench(open_room: OpenPage, entities: Entities | None = None, **options: Any) -> Page:
    """The page of a played room, once the bench is there."""

    def play(page: Page) -> None:
        page.add_init_script(f"({ROOM})({json.dumps(entities or scene())})")

    return _awake(open_room(before=play, **options))


def restage(page: Page, entities: Entities | None = None, /, **size: int) -> Page:
    """The page of `open_bench` as if it were new, with a room of its own again; `size`: width and height."""
    return _awake(asleep(page, entities, **size))


def asleep(page: Page, entities: Entities | None = None, /, *, width: int = 1280, height: int = 900) -> Page:
    """The same, but nothing has been done on the bench yet."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("(kept) => sessionStorage.setItem('entities', kept)", json.dumps(entities or scene()))
    page.reload()
    return framed(page)


def _awake(page: Page) -> Page:
    """The bench's own code comes with the first that is done on it."""
    page.locator("[data-bench=parts] [role=option]").first.wait_for()
    page.locator("[data-part=bench]").dispatch_event("focusin")
    page.locator(".sheet").wait_for(state="attached")
    return page


def asked(page: Page, count: int) -> list[list[Any]]:
    """What the room was asked to do, as soon as that are so many commands."""
    page.wait_for_function("(count) => played.commands.length >= count", arg=count)
    return commands(page)


def commands(page: Page) -> list[list[Any]]:
    """What the room was asked to do so far: [command, args]."""
    asked: list[list[Any]] = page.evaluate("() => played.commands")
    return asked


def _subscription(endpoint: str, target: str) -> dict[str, Any]:
    protocol = "sqs" if target.startswith("sqs") else "http"
    return {"protocol": protocol, "endpoint": endpoint, "target": target, "confirmed": True}


def _queue(name: str) -> dict[str, Any]:
    return {
        "kind": "queue", "name": name, "visible": 0, "hidden": 0, "delayed": 0, "oldest_sent_ms": None,
        "arn": ARN.format(service="sqs", name=name), "attributes": {**ATTRIBUTES},
    }  # fmt: skip


def _worker(program: str, instance: int, pulls: list[str]) -> dict[str, Any]:
    return {
        "kind": "worker", "name": f"{program.title()} {instance}", "program": program, "state": "running",
        "since_ms": 0, "busy": 0, "waiting": 0, "concurrency": 10, "finished": 0, "slow": 1, "pulls": pulls,
        "endpoint": f"http://{program}-{instance}.shop.example/",
    }  # fmt: skip
