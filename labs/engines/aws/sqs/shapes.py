"""A message as a receive answers it: AWS's field names, the attributes that were asked for, their digests."""

from typing import Any

from labs.engines.aws.message_attributes import attributes_md5, text_md5, wanted_attributes
from labs.engines.aws.sqs.queue import Message
from labs.engines.sim import Simulation

Json = dict[str, Any]

SYSTEM_ATTRIBUTES = (
    "AWSTraceHeader",
    "ApproximateFirstReceiveTimestamp",
    "ApproximateReceiveCount",
    "DeadLetterQueueSourceArn",
    "SenderId",
    "SentTimestamp",
)


def show_message(message: Message, sim: Simulation, system: list[Any], user: list[str]) -> Json:
    """One entry of a receive's `Messages`; `system` and `user` are the names of the attributes asked for."""
    body = message["body"]
    shown = {
        "MessageId": message["id"], "ReceiptHandle": message["received"][3], "MD5OfBody": text_md5(body.encode()),
        "Body": body,
    }  # fmt: skip
    if system:
        found = system_attributes(message, sim, SYSTEM_ATTRIBUTES if "All" in system else system)
        if found:
            shown["Attributes"] = found
    if "attributes" in message:
        wanted = wanted_attributes(message["attributes"], user)
        if wanted:
            shown["MD5OfMessageAttributes"] = attributes_md5(wanted)
            shown["MessageAttributes"] = wanted
    return shown


def system_attributes(message: Message, sim: Simulation, names: list[Any] | tuple[str, ...]) -> dict[str, str]:
    """Those that the message has, all of them strings; what SQS does not know is left out."""
    found = {}
    for name in names:
        if name == "AWSTraceHeader":
            if message["trace"]:
                found[name] = message["trace"]
        elif name == "ApproximateReceiveCount":
            found[name] = str(message["received"][0])
        elif name == "ApproximateFirstReceiveTimestamp":
            found[name] = str(sim.calendar.epoch_ms(message["received"][1]))
        elif name == "DeadLetterQueueSourceArn":
            if "moved" in message:
                found[name] = message["moved"][0]
        elif name == "SenderId":
            found[name] = message["by"].removeprefix("@")
        elif name == "SentTimestamp":
            found[name] = str(sim.calendar.epoch_ms(message["sent_us"]))
    return found
