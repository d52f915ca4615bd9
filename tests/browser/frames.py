"""Frames of a made-up run, for drawing the scene without a server: Shipping stops and its queue grows."""

from typing import Any

STOPPED_MS = 6000
TICK_MS = 100
LATENCY_MS = 50
PER_SECOND = 5
ORDER_EVERY_MS = 1000 // PER_SECOND

Entities = dict[str, dict[str, Any]]


def frame(n: int, entities: Entities, *, full: bool = False, now_ms: int = 0, epoch: str = "e1") -> dict[str, Any]:
    """One frame down the socket."""
    return {
        "n": n,
        "epoch": epoch,
        "now_ms": now_ms,
        "sent_ms": 0,
        "full": full,
        "set": entities,
        "gone": [],
        "events": [],
    }


def run(ticks: int) -> list[dict[str, Any]]:
    """The first frames of the run, one each simulated 100 ms; the first one is full."""
    frames = []
    for n in range(ticks):
        now_ms = n * TICK_MS
        made = frame(n + 1, scene(now_ms) | moves(now_ms), full=n == 0, now_ms=now_ms)
        if now_ms == STOPPED_MS:
            made["events"].append(_event(n, now_ms, "WorkerStopped", worker="shipping/1"))
        frames.append(made)
    return frames


def scene(now_ms: int) -> Entities:
    """Everything that does not move, at a simulated moment."""
    orders = now_ms // ORDER_EVERY_MS
    at_stop = min(orders, STOPPED_MS // ORDER_EVERY_MS)
    kept = orders - at_stop
    stopped = now_ms >= STOPPED_MS
    return {
        "room": {
            "kind": "room",
            "lab": "fan-out",
            "playing": True,
            "rate": 1,
            "reached": 1.0,
            "broken": None,
            "viewers": 1,
            "asleep": False,
            "wire_open": True,
        },
        "storefront": {
            "kind": "caller",
            "name": "StoreFront",
            "running": True,
            "rate_per_s": 5.0,
            "accepted": orders,
            "given_up": 0,
            "links": ["sns/orders"],
        },
        "sns/orders": {
            "kind": "topic",
            "name": "orders",
            "published": orders,
            "links": ["sqs/shipping", "sqs/accounting"],
        },
        "sqs/shipping": _queue("shipping", kept, 0 if stopped else 1, STOPPED_MS if stopped else now_ms),
        "sqs/accounting": _queue("accounting", 0, 1, now_ms),
        "shipping/1": _worker("Shipping 1", "shipping", at_stop, STOPPED_MS if stopped else None),
        "accounting/1": _worker("Accounting 1", "accounting", orders, None),
        "ledger": {
            "kind": "ledger",
            "accepted": orders,
            "owed": 2 * orders,
            "programs": {},
            **_counts(at_stop + orders, 0, kept),
        },
        "network": {"kind": "network", "cuts": [], "loss": {}},
    }


def moves(now_ms: int) -> Entities:
    """The orders that set out in the tick before."""
    if now_ms % ORDER_EVERY_MS:
        return {}
    trace = f"order-{now_ms // ORDER_EVERY_MS}"
    way = [("storefront", "sns/orders", 0), ("sns/orders", "sqs/shipping", 1), ("sns/orders", "sqs/accounting", 1)]
    return {
        f"move/{now_ms}-{at}": _move(trace, start, end, now_ms + leg * LATENCY_MS)
        for at, (start, end, leg) in enumerate(way)
    }


def _move(trace: str, start: str, end: str, depart_ms: int) -> dict[str, Any]:
    return {
        "kind": "move",
        "from": start,
        "to": end,
        "depart_ms": depart_ms,
        "arrive_ms": depart_ms + LATENCY_MS,
        "trace": trace,
        "again": False,
    }


def _queue(name: str, visible: int, hidden: int, oldest_ms: int) -> dict[str, Any]:
    return {
        "kind": "queue",
        "name": name,
        "visible": visible,
        "hidden": hidden,
        "delayed": 0,
        "oldest_sent_ms": oldest_ms,
    }


def _worker(name: str, program: str, finished: int, stopped_ms: int | None) -> dict[str, Any]:
    state = "running" if stopped_ms is None else "stopped"
    return {
        "kind": "worker",
        "name": name,
        "program": program,
        "state": state,
        "since_ms": stopped_ms or 0,
        "busy": int(state == "running"),
        "concurrency": 1,
        "finished": finished,
        "slow": 1,
        "pulls": [f"sqs/{program}"],
    }


def _counts(handled: int, moving: int, waiting: int) -> dict[str, int]:
    return {"handled": handled, "moving": moving, "waiting": waiting, "lost": 0, "again": 0}


def _event(number: int, now_ms: int, name: str, **data: Any) -> dict[str, Any]:
    return {"id": number, "at_us": now_ms * 1000, "cause": None, "event": name, "data": data}
