"""A message as a receive answers it: AWS's field names, the attributes that were asked for, their digests."""

from collections.abc import Callable, Iterable
from typing import Any

from labs.engines.aws.message_attributes import attributes_md5, text_md5, wanted_attributes
from labs.engines.aws.sqs.fifo import sequence_number
from labs.engines.aws.sqs.queue import Message
from labs.engines.sim import Simulation

Json = dict[str, Any]

Reader = Callable[[Message, Simulation], str | None]

SYSTEM_ATTRIBUTES: dict[str, Reader] = {
    "AWSTraceHeader": lambda message, sim: message["trace"],
    "ApproximateFirstReceiveTimestamp": lambda message, sim: str(sim.calendar.epoch_ms(message["received"][1])),
    "ApproximateReceiveCount": lambda message, sim: str(message["received"][0]),
    "DeadLetterQueueSourceArn": lambda message, sim: message["moved"][0] if "moved" in message else None,
    "MessageDeduplicationId": lambda message, sim: message.get("dedup"),
    "MessageGroupId": lambda message, sim: message.get("group"),
    "SenderId": lambda message, sim: message["by"].removeprefix("@"),
    "SentTimestamp": lambda message, sim: str(sim.calendar.epoch_ms(message["sent_us"])),
    "SequenceNumber": lambda message, sim: sequence_number(message) if "dedup" in message else None,
}


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


def system_attributes(message: Message, sim: Simulation, names: Iterable[Any]) -> dict[str, str]:
    """Those that a received message has, all of them strings; what SQS does not know is left out."""
    found = {}
    for name in names:
        if name in SYSTEM_ATTRIBUTES:
            value = SYSTEM_ATTRIBUTES[name](message, sim)
            if value:
                found[name] = value
    return found
