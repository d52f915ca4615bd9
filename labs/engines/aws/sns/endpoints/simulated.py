"""What endpoints outside of the shop have in common: the part "endpoints" plays all of them."""

from labs.engines.aws.limits import DELIVERY_TIMEOUT_US
from labs.engines.aws.sns.endpoints.kind import Json, Kind, Subscription
from labs.engines.aws.sns.endpoints.sqs import RETRIES
from labs.engines.aws.sns.retries import Retries
from labs.engines.sim import Simulation

BACKOFF_US = (
    10_000_000,
    15_760_586,
    24_839_607,
    39_148_676,
    61_700_608,
    97_243_774,
    153_261_886,
    241_549_714,
    380_696_505,
    600_000_000,
)  # each 60 ** (1/9) times the one before; a table, for powers of floats may differ from machine to machine

PLACE = "endpoints"
retried_for_weeks = RETRIES
# 50 attempts in a little more than 6 hours; mail, phones and push services.
retried_for_hours = Retries(
    at_once=0, early=1, backoff_us=BACKOFF_US, late=38, least_us=BACKOFF_US[0], most_us=BACKOFF_US[-1]
)


class Simulated(Kind):
    """Base of these kinds."""

    part = PLACE
    method = "deliver"
    timeout_us = DELIVERY_TIMEOUT_US
    retries = retried_for_hours

    def name_of(self, endpoint: str) -> str:
        """What it is called on the screen."""
        return endpoint

    def target(self, endpoint: str, home: str) -> str:
        region = endpoint.split(":")[3] if endpoint.startswith("arn:") else home
        name = self.name_of(endpoint)
        return f"endpoint/{self.protocols[0]}/{name if region == home else f'{region}/{name}'}"

    def args(self, subscription: Subscription, message: Json, body: str) -> Json:
        return {"target": subscription["target"], "text": message["text"], "body": body}


class Looked(Simulated):
    """Base of those that SNS must look up each time: it may have been told not to deliver there."""

    part = ""

    def find(self, sim: Simulation, target: str) -> str | None:
        return PLACE
