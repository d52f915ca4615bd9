"""Participants outside, shown in the scene while they are at work: a phone, boto3, the aws command."""

from labs.engines.sim import Component, Data, Entity, Simulation

SHOWN_US = 60_000_000
SHOWN_MAX = 50
ON_THE_PAGE = "m-"  # who looks at the room's page has such a name: what they arrange by hand comes from no terminal


class Terminals(Component):
    """Who was announced in the last simulated minute, and which queues and topics they used.

    Hears ParticipantSeen {"by": "@name", "entity", "pulls"}.
    """

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "terminals")
        self.seen: dict[str, dict[str, list[int | bool]]] = {}  # name -> entity -> [last_us, links, pulls]
        self.listen("ParticipantSeen", "on_seen")

    def on_seen(self, data: Data) -> None:
        name, entity, pulls = data["by"][1:], data["entity"], data["pulls"]
        if name.startswith(ON_THE_PAGE) and not pulls:
            return
        if not self.seen:
            self.call_later(SHOWN_US, "forget")
        used = self.seen.pop(name, {})
        _, links, pulled = used.pop(entity, [0, False, False])
        used[entity] = [self.sim.now_us, links or not pulls, pulled or pulls]
        self.seen[name] = used  # newest last
        if len(self.seen) > SHOWN_MAX:
            del self.seen[next(iter(self.seen))]

    def forget(self) -> None:
        """Drop what is a minute old, and come again when the next will be."""
        since_us = self.sim.now_us - SHOWN_US
        for name, used in list(self.seen.items()):
            self.seen[name] = {entity: use for entity, use in used.items() if use[0] > since_us}
            if not self.seen[name]:
                del self.seen[name]
        if self.seen:
            oldest_us = min(use[0] for used in self.seen.values() for use in used.values())
            self.call_later(oldest_us - since_us, "forget")

    def entities(self) -> dict[str, Entity]:
        return {f"terminal/{name}": self._entity(name) for name in self.seen}

    def _entity(self, name: str) -> Entity:
        used = self.seen[name]
        return {
            "kind": "terminal",
            "name": name,
            "links": [entity for entity, (_, links, _) in used.items() if links],
            "pulls": [entity for entity, (_, _, pulls) in used.items() if pulls],
            "last_ms": max(int(use[0]) for use in used.values()) // 1000,
        }
