"""The dials of a standard queue: what AWS promises of it and rarely shows, turned on where it is to be seen."""

from labs.engines.aws import limits
from labs.engines.aws.service import Json
from labs.engines.aws.sqs.receiving import Receiving
from labs.engines.sim import Refused, command

RANGES = {
    "Duplicates": (0, 100),
    "Reordering": (0, 100),
    "Servers": (0, limits.SERVERS_MAX),
    "StaleSeconds": (0, limits.STALE_MAX_S),
}


class DialActions(Receiving):
    """Duplicates, reordering, short polls that miss messages, counts that lag behind."""

    @command
    def set_dials(
        self, QueueUrl: str, Duplicates: int = 0, Reordering: int = 0, Servers: int = 0, StaleSeconds: int = 0
    ) -> Json:
        """Not an AWS action. Percent of deletes that leave a copy, and of messages that overtake others; simulated
        servers of which a short poll asks some; seconds that the answered counts stay as they are.

        Raises Refused("bad_arguments") for a FIFO queue and for what is out of range.
        """
        queue = self.queue_named(QueueUrl)
        if queue["fifo"] is not None:
            raise Refused("bad_arguments", argument="QueueUrl", problem="fifo")
        given = {
            "Duplicates": Duplicates, "Reordering": Reordering, "Servers": Servers, "StaleSeconds": StaleSeconds,
        }  # fmt: skip
        for name, value in given.items():
            least, most = RANGES[name]
            if not least <= value <= most:
                raise Refused("bad_arguments", argument=name, problem="out_of_range")
        turn = self.emit("DialsTurned", queue=queue["name"], dials=given, by=self.sim.caller)
        queue["dials"] = None
        if any(given.values()):
            queue["dials"] = {
                "duplicates": Duplicates, "reordering": Reordering, "servers": Servers, "stale_s": StaleSeconds,
                "turn": turn, "counts": dict(queue["counts"]),
            }  # fmt: skip
        if StaleSeconds:
            self.call_later(StaleSeconds * 1_000_000, "count_anew", queue["name"], turn)
        return {}

    def count_anew(self, name: str, turn: int) -> None:
        """The counts that are answered become those of now, again and again while the dial is on."""
        queue = self.queues.get(name)
        if queue is not None and queue["dials"] is not None and queue["dials"]["turn"] == turn:
            queue["dials"]["counts"] = dict(queue["counts"])
            self.call_later(queue["dials"]["stale_s"] * 1_000_000, "count_anew", name, turn)
