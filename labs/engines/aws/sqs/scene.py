"""What can be seen of queues: in the scene, on a participant's own screen, in the charts."""

from itertools import islice

from labs.engines.aws.limits import GROUPS_SHOWN_MAX
from labs.engines.aws.service import Json
from labs.engines.aws.sqs import queue as rules
from labs.engines.aws.sqs.attributes import RANGES
from labs.engines.aws.sqs.queue import Message, Queue
from labs.engines.aws.sqs.store import QueueStore
from labs.engines.sim import Entity

HELD_SHOWN_MAX = 3  # messages in a participant's hands that its own screen lists
SHOWN = (*RANGES, "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit")
DIALS = ("duplicates", "reordering", "servers", "stale_s")


class Scene(QueueStore):
    """Queues as the screen shows them."""

    def entities(self) -> dict[str, Entity]:
        return {f"sqs/{name}": self._entity(name, queue) for name, queue in self.queues.items()}

    def _entity(self, name: str, queue: Queue) -> Entity:
        oldest_us = rules.oldest_us(queue)
        oldest_ms = None if oldest_us is None else oldest_us // 1000
        settings = queue["attributes"]
        attributes = {attribute: str(settings[attribute]) for attribute in SHOWN if attribute in settings}
        shown = {
            "kind": "queue", "name": name, **queue["counts"], "oldest_sent_ms": oldest_ms, "attributes": attributes,
            "url": self.url(name), "arn": self.arn(name),
        }  # fmt: skip
        if queue["lines"] is not None:
            shown |= _groups(queue)
        if queue["redrive"] is not None:
            shown["dead_letters"], shown["receives_max"] = queue["redrive"]
        if queue["dials"] is not None:
            shown["dials"] = {dial: queue["dials"][dial] for dial in DIALS}
        tasks = self.move_tasks.get(name)
        if tasks and tasks[-1]["status"] == "RUNNING":
            shown["moving"] = {part: tasks[-1][part] for part in ("destination", "moved", "to_move")}
        return shown

    def mine(self, caller: str) -> Json | None:
        held = self.held.get(caller)
        if held is None:
            return None
        places = list(held.values())[:HELD_SHOWN_MAX]
        return {"held": [self._held(name, self.queues[name]["messages"][str(number)]) for name, number in places]}

    def _held(self, name: str, message: Message) -> Json:
        until_ms = message["until_us"] // 1000
        return {"queue": name, "message": message["id"], "trace": message["trace"], "until_ms": until_ms}

    def gauges(self) -> dict[str, int]:
        series: dict[str, int] = {}
        for name, queue in self.queues.items():
            oldest_us = rules.oldest_us(queue)
            series[f"{name}.visible"] = queue["counts"]["visible"]
            series[f"{name}.hidden"] = queue["counts"]["hidden"]
            series[f"{name}.age_s"] = 0 if oldest_us is None else (self.sim.now_us - oldest_us) // 1_000_000
        return series


def _groups(queue: Queue) -> Json:
    """The lanes of a FIFO queue, or the tenants of a fair one: the oldest, and how many more there are."""
    lines = queue["lines"]
    fifo = lines["kind"] == "fifo"
    groups = lines["groups" if fifo else "tenants"]
    shown = []
    for name, group in islice(groups.items(), GROUPS_SHOWN_MAX):
        one = {"name": name, "waiting": group["size"] - group["hidden"], "hidden": group["hidden"]}
        if fifo:
            head = queue["messages"][str(group["line"][group["first"]])]
            one["blocked"] = head["state"] != "visible" and one["waiting"] > 0
        else:
            one["noisy"] = name in lines["noisy"]
        shown.append(one)
    return {"fifo": fifo, "groups": shown, "groups_more": len(groups) - len(shown)}
