"""What the services have in common: an account, its regions, and participants outside who are shown at work."""

from typing import Any

from labs.engines.aws.limits import PARTICIPANT_NEWS_US, PARTICIPANTS_REMEMBERED_MAX
from labs.engines.sim import Component, Simulation, endpoint

Json = dict[str, Any]


class AwsService(Component):
    """Base of the simulated services: their methods marked `@command` and `@query` are AWS's actions.

    Each may be asked with a `Region` besides its own parameters; without it the account's home region is meant. Regions
    know nothing of each other. A queue or topic is kept under its *place*: its name, and in any other region than the
    home one the region before it ("eu-west-1/jobs").
    """

    scope = "Region"

    def __init__(self, sim: Simulation, name: str, account: str, region: str) -> None:
        super().__init__(sim, name)
        self.announced: dict[str, int] = {}  # "@kim pulls sqs/shipping" -> when it was last told
        self._account = account
        self._region = region
        self._here = region  # the region of the call being handled

    def enter(self, method: str, args: Json) -> Any:
        self._here = args.pop(self.scope, self._region)
        try:
            return super().enter(method, args)
        finally:
            self._here = self._region

    @endpoint
    def ask_in(self, region: str, method: str, args: Json) -> Any:
        """Another service of the account calls one of the actions over the network, in a region."""
        return self.enter(method, {**args, self.scope: region})

    def place(self, name: str) -> str:
        """Where a thing of that name is kept in the region of the call being handled."""
        return self.place_in(self._here, name)

    def place_in(self, region: str, name: str) -> str:
        return name if region == self._region else f"{region}/{name}"

    def is_here(self, place: str) -> bool:
        return self.region_of(place) == self._here

    def region_of(self, place: str) -> str:
        return place.partition("/")[0] if "/" in place else self._region

    def arn(self, place: str) -> str:
        return f"arn:aws:{self.name}:{self.region_of(place)}:{self._account}:{name_at(place)}"

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


def name_at(place: str) -> str:
    """The name that AWS knows a thing by."""
    return place.rpartition("/")[2]
