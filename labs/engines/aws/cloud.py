"""An AWS account in one region: all simulated services together."""

from labs.engines.aws.sns import Sns
from labs.engines.aws.sqs import Sqs
from labs.engines.programs import Terminals
from labs.engines.sim import Simulation

ACCOUNT = "123456789012"
REGION = "us-east-1"


class Cloud:
    """Adds the components "sqs" and "sns", and shows the participants outside who use them."""

    def __init__(self, sim: Simulation, account: str = ACCOUNT, region: str = REGION) -> None:
        self.sqs = Sqs(sim, account, region)
        self.sns = Sns(sim, account, region)
        self.terminals = Terminals(sim)
        self._place = f"{region}:{account}"

    def queue(self, name: str, attributes: dict[str, str] | None = None) -> str:
        """Create a queue while building; returns its ARN."""
        self.sqs.create_queue(QueueName=name, Attributes=attributes or {})
        return f"arn:aws:sqs:{self._place}:{name}"

    def topic(self, name: str, *queue_arns: str) -> str:
        """Create a topic while building, with a raw subscription for each queue; returns its ARN."""
        arn: str = self.sns.create_topic(Name=name)["TopicArn"]
        for queue_arn in queue_arns:
            self.sns.subscribe(arn, "sqs", queue_arn, {"RawMessageDelivery": "true"})
        return arn
