"""Why is it so? The causal chain behind an order, a message, a queue, a program or a topic, in a few lines."""

import re
from typing import Any

from labs.engines.aws.why.orders import why_message, why_order
from labs.engines.aws.why.programs import why_caller, why_program, why_topic
from labs.engines.aws.why.queue import why_queue
from labs.engines.sim import Lines, Reader, Record, Refused, shorten

__all__ = ["Record", "explain"]

ORDER = re.compile(r"order-[1-9]\d{0,8}")
MESSAGE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def explain(record: Record, about: str, at_us: int) -> list[dict[str, Any]]:
    """What is so with `about` at a moment, and because of what, ending at a command or a parameter of the scenario.

    `about`: an entity of the scene, a program, an order ("order-7") or a message's id. Raises Refused("bad_arguments")
    for what is not there.
    """
    lines = _lines(Reader(record, at_us).at(at_us), about)
    return [line.as_dict() for line in shorten(lines)]


def _lines(reader: Reader, about: str) -> Lines:
    if ORDER.fullmatch(about):
        return why_order(reader, about)
    if MESSAGE.fullmatch(about):
        return why_message(reader, about)
    if about.startswith("sqs/"):
        return why_queue(reader, about.removeprefix("sqs/"))
    entity = reader.entities.get(about)
    if entity is not None and entity["kind"] == "caller":
        return why_caller(reader, about, entity)
    if entity is not None and entity["kind"] == "topic":
        return why_topic(reader, about, entity)
    mine = {key: one for key, one in reader.entities.items() if about in (key, one.get("program"))}
    mine = {key: one for key, one in mine.items() if one["kind"] in ("worker", "server")}
    if not mine:
        raise Refused("bad_arguments", argument="about", problem="unknown")
    return why_program(reader, about, mine)
