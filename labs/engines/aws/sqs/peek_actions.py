"""Looking into a queue without receiving anything."""

from itertools import islice

from labs.engines.aws import limits
from labs.engines.aws.service import Json
from labs.engines.aws.sqs.fifo import sequence_number
from labs.engines.aws.sqs.queue import Message
from labs.engines.aws.sqs.store import QueueStore
from labs.engines.sim import Refused, query


class PeekActions(QueueStore):
    """What a person may see that AWS shows to nobody: messages as they lie in the queue."""

    @query
    def peek(self, QueueUrl: str, limit: int = 20) -> Json:
        """{"messages": the first in the order of their arrival, "more": how many are behind them}. Not an AWS action.

        Each: {"id", "number", "body" (its beginning), "characters", "attributes", "state", "blocked": it is visible but
        waits behind an invisible one of its group, "received": times, "sent_ms", "until_ms": when it is visible again,
        "group", "dedup", "sequence", "moved_from": ARN, "holder": the participant outside
        who has it, "by", "trace"}. Raises Refused("bad_arguments").
        """
        queue = self.queue_named(QueueUrl)
        if not 1 <= limit <= limits.PEEK_MAX_MESSAGES:
            raise Refused("bad_arguments", argument="limit", problem="out_of_range")
        shown: list[Json] = []
        closed: dict[str, bool] = {}  # groups of which an earlier message is invisible
        for message in islice(queue["messages"].values(), limit):
            one = _shown(message)
            if queue["fifo"] is not None:
                one["sequence"] = sequence_number(message)
                one["blocked"] = message["group"] in closed and message["state"] == "visible"
                if message["state"] != "visible":
                    closed[message["group"]] = True
            shown.append(one)
        return {"messages": shown, "more": len(queue["messages"]) - len(shown)}


def _shown(message: Message) -> Json:
    body, visible = message["body"], message["state"] == "visible"
    return {
        "id": message["id"],
        "number": message["number"],
        "body": body[: limits.PEEK_BODY_MAX_CHARACTERS],
        "characters": len(body),
        "attributes": message.get("attributes", {}),
        "state": message["state"],
        "blocked": False,
        "received": message["received"][0] if "received" in message else 0,
        "sent_ms": message["sent_us"] // 1000,
        "until_ms": None if visible else message["until_us"] // 1000,
        "group": message.get("group"),
        "dedup": message.get("dedup"),
        "sequence": None,
        "moved_from": message["moved"][0] if "moved" in message else None,
        "holder": message.get("holder"),
        "by": message["by"],
        "trace": message["trace"],
    }
