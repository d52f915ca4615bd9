"""The part of a simulation that can be asked for copies of its queues, topics, subscriptions and mail."""

from labs.engines.aws.blueprint.inventory import take_inventory
from labs.engines.aws.blueprint.script import as_script
from labs.engines.aws.blueprint.template import as_template
from labs.engines.aws.ses import SesV2
from labs.engines.aws.sns import Sns
from labs.engines.aws.sqs import Sqs
from labs.engines.sim import Component, Simulation, query


class Blueprint(Component):
    """What is in the account's home region, without what is in flight: settings, not messages."""

    def __init__(self, sim: Simulation, sqs: Sqs, sns: Sns, sesv2: SesV2, region: str) -> None:
        super().__init__(sim, "blueprint")
        self._region = region
        self._services = sqs, sns, sesv2

    @query
    def script(self, endpoint: str = "") -> str:
        """Lines for a shell that build the same at `endpoint`, a room's, or with "" in the reader's own account."""
        return as_script(take_inventory(*self._services), self._region, endpoint)

    @query
    def template(self) -> str:
        """A CloudFormation template (JSON) of the same."""
        return as_template(take_inventory(*self._services))
