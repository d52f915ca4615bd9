"""Queues: SNS sends each message to SQS, for up to 23 days."""

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.limits import DELIVERY_TIMEOUT_US
from labs.engines.aws.sns.endpoints.kind import Json, Kind, Subscription
from labs.engines.aws.sns.retries import Retries

ARN_ELEMENTS = 6
FIFO_ENDING = ".fifo"
BACKOFF_US = (
    1_000_000,
    1_394_951,
    1_945_888,
    2_714_418,
    3_786_479,
    5_281_952,
    7_368_063,
    10_278_085,
    14_337_423,
    20_000_000,
)  # each 20 ** (1/9) times the one before; a table, for powers of floats may differ from machine to machine


# 3 attempts at once, 2 that wait 1 s, 10 backing off from 1 s to 20 s, then 100,000 that wait 20 s.
RETRIES = Retries(
    at_once=2, early=2, backoff_us=BACKOFF_US, late=100_000, least_us=BACKOFF_US[0], most_us=BACKOFF_US[-1]
)


class Queues(Kind):
    """A queue's answer means that it has the message."""

    protocols = ("sqs",)
    part = "sqs"
    method = "send_message"
    timeout_us = DELIVERY_TIMEOUT_US
    takes_raw = True
    retries = RETRIES

    def check(self, protocol: str, endpoint: str, topic_arn: str) -> None:
        if not endpoint.startswith("arn:aws:sqs:") or len(endpoint.split(":")) != ARN_ELEMENTS:
            raise InvalidParameter(problem="SQS endpoint ARN")
        if endpoint.endswith(FIFO_ENDING) and not topic_arn.endswith(FIFO_ENDING):
            reason = "Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
            raise InvalidParameter(problem=f"Invalid parameter: {reason}")

    def target(self, endpoint: str, home: str) -> str:
        return f"sqs/{self.queue(endpoint, home)}"

    def queue(self, endpoint: str, home: str) -> str:
        _, _, _, region, _, name = endpoint.split(":")
        return name if region == home else f"{region}/{name}"

    def args(self, subscription: Subscription, message: Json, body: str) -> Json:
        args: Json = {"QueueUrl": subscription["queue"], "MessageBody": body}
        if subscription["raw"] and message["attributes"]:
            args["MessageAttributes"] = message["attributes"]
        if "group" in message:
            args["MessageGroupId"] = message["group"]
            if args["QueueUrl"].endswith(FIFO_ENDING):
                args["MessageDeduplicationId"] = message["deduplication"]
        return args

    def letter(self, args: Json) -> Json:
        return {name: value for name, value in args.items() if name != "QueueUrl"}


kind = Queues()
