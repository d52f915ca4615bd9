"""What SQS and SNS have in common: an account, a region, and participants outside who are shown at work."""

from typing import Any

from labs.engines.aws.limits import PARTICIPANT_NEWS_US, PARTICIPANTS_REMEMBERED_MAX
from labs.engines.sim import Component, Simulation

Json = dict[str, Any]


class AwsService(Component):
    """Base of the simulated services: their methods marked `@command` and `@query` are AWS's actions."""

    def __init__(self, sim: Simulation, name: str, account: str, region: str) -> None:
        super().__init__(sim, name)
        self.announced: dict[str, int] = {}  # "@kim pulls sqs/shipping" -> when it was last told
        self._account = account
        self._region = region

    def show_participant(self, participant: str, entity: str, carries: list[Json], *, pulls: bool = False) -> None:
        """Draw what passed between a participant ("@name") and a queue or topic, and tell that someone is at work."""
        terminal = f"terminal/{participant[1:]}"
        self.show_move([entity, terminal] if pulls else [terminal, entity], carries)
        self.announce(participant, entity, pulls=pulls)

    def announce(self, participant: str, entity: str, *, pulls: bool) -> None:
        use = f"{participant} {'pulls' if pulls else 'links'} {entity}"
        now_us = self.sim.now_us
        if now_us - self.announced.get(use, -PARTICIPANT_NEWS_US) < PARTICIPANT_NEWS_US:
            return
        self.announced.pop(use, None)
        self.announced[use] = now_us
        while len(self.announced) > PARTICIPANTS_REMEMBERED_MAX:
            del self.announced[next(iter(self.announced))]
        self.emit("ParticipantSeen", by=participant, entity=entity, pulls=pulls)
