"""An AWS account: all simulated services together."""

from labs.engines.aws.blueprint import Blueprint
from labs.engines.aws.ses import Mailboxes, Outbox, Ses, SesV2
from labs.engines.aws.sns import Endpoints, Sns
from labs.engines.aws.sqs import Sqs
from labs.engines.aws.sts import Sts
from labs.engines.programs import Terminals
from labs.engines.sim import Simulation

ACCOUNT = "123456789012"
REGION = "us-east-1"


class Cloud:
    """Adds the services "sqs", "sns", "ses", "sesv2", "sts" and a "blueprint", and shows the participants who use them.

    Both of SES's APIs stand before one "outbox", which sends to the world's "mailboxes".

    `region` is the home region: where everything is that is built here, or asked for without a region.
    """

    def __init__(self, sim: Simulation, account: str = ACCOUNT, region: str = REGION) -> None:
        self.sqs = Sqs(sim, account, region)
        self.sns = Sns(sim, account, region)
        self.endpoints = Endpoints(sim)
        self.sts = Sts(sim, account, region)
        self.mailboxes = Mailboxes(sim)
        self.outbox = Outbox(sim, account, region, self.sns, self.mailboxes)
        self.ses = Ses(sim, account, region, self.outbox)
        self.sesv2 = SesV2(sim, account, region, self.outbox)
        self.blueprint = Blueprint(sim, self.sqs, self.sns, self.sesv2, region)
        self.terminals = Terminals(sim)
        self._place = f"{region}:{account}"

    def queue(self, name: str, attributes: dict[str, str] | None = None) -> str:
        """Create a queue while building; returns its ARN."""
        self.sqs.create_queue(QueueName=name, Attributes=attributes or {})
        return f"arn:aws:sqs:{self._place}:{name}"

    def topic(self, name: str, *endpoints: str) -> str:
        """Create a topic while building, with a subscription for each queue's ARN or program's URL; returns its ARN."""
        arn: str = self.sns.create_topic(Name=name)["TopicArn"]
        for endpoint in endpoints:
            if endpoint.startswith("arn:aws:sqs:"):
                self.subscribe_queue(arn, endpoint)
            else:
                self.subscribe_http(arn, endpoint)
        return arn

    def subscribe_queue(self, topic_arn: str, queue_arn: str) -> str:
        """A raw subscription, while building; returns its ARN."""
        return self.sns.subscribed(topic_arn, "sqs", queue_arn, {"RawMessageDelivery": "true"})

    def subscribe_http(self, topic_arn: str, url: str) -> str:
        """A program's address gets the topic's messages, while building: confirmed already; returns its ARN."""
        return self.sns.subscribed(topic_arn, url.partition(":")[0], url, {})
