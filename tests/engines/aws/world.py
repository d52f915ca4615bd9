"""A small world for tests of the simulated AWS: an account, participants who call it, and time that passes."""

from typing import Any

from labs.engines.aws import Cloud
from labs.engines.sim import Command, Query, Reply, Simulation

SECOND_US = 1_000_000


class World:
    """An account in a simulation of its own; calls come from the participant "kim" unless said otherwise."""

    def __init__(self, seed: int = 1) -> None:
        self.sim = Simulation(seed)
        self.cloud = Cloud(self.sim)
        self.late: dict[int, tuple[float, Reply]] = {}  # ticket -> when it was answered (s), and with what
        self.sim.on_answer = self._answered

    def _answered(self, ticket: int, reply: Reply) -> None:
        self.late[ticket] = (self.sim.now_us / SECOND_US, reply)

    def at(self, seconds: float) -> None:
        """Let everything up to this moment happen."""
        self.sim.run_until(round(seconds * SECOND_US))

    def call(self, action: str, by: str = "kim", **args: Any) -> Any:
        """The result of an action that is answered at once and not refused."""
        reply = self.sim.execute(Command(action, args, by))
        assert reply.error is None, reply.error
        assert reply.ticket is None
        return reply.result

    def begin(self, action: str, by: str = "kim", **args: Any) -> int:
        """The ticket of an action that waits."""
        reply = self.sim.execute(Command(action, args, by))
        assert reply.ticket is not None, reply
        return reply.ticket

    def refusal(self, action: str, **args: Any) -> dict[str, Any]:
        """The error of an action that is refused."""
        reply = self.sim.execute(Command(action, args, "kim"))
        assert reply.error is not None, reply
        return reply.error

    def ask(self, action: str, **args: Any) -> Any:
        return self.sim.query(Query(action, args, "kim"))

    # Shortcuts

    def queue(self, name: str = "q", **attributes: str) -> str:
        self.call("sqs.create_queue", QueueName=name, Attributes=attributes)
        return name

    def fifo(self, name: str = "f.fifo", **attributes: str) -> str:
        """A FIFO queue; its messages are deduplicated by their content unless said otherwise."""
        return self.queue(name, **{"FifoQueue": "true", "ContentBasedDeduplication": "true", **attributes})

    def send(self, body: str, queue: str = "q", **args: Any) -> str:
        return str(self.call("sqs.send_message", QueueUrl=queue, MessageBody=body, **args)["MessageId"])

    def receive(self, queue: str = "q", by: str = "kim", **args: Any) -> list[dict[str, Any]]:
        return list(self.call("sqs.receive_message", by, QueueUrl=queue, **args).get("Messages", []))

    def bodies(self, queue: str = "q", **args: Any) -> list[str]:
        return [message["Body"] for message in self.receive(queue, MaxNumberOfMessages=10, **args)]

    def delete(self, handle: str, queue: str = "q") -> None:
        assert self.call("sqs.delete_message", QueueUrl=queue, ReceiptHandle=handle) == {}

    def counts(self, queue: str = "q") -> tuple[int, int, int]:
        """Visible, hidden and delayed messages."""
        entity = self.sim.entities()[f"sqs/{queue}"]
        return entity["visible"], entity["hidden"], entity["delayed"]

    def events(self, *names: str) -> list[dict[str, Any]]:
        """All events so far, or those of some names."""
        every = self.sim.log.since(0)
        return [event for event in every if not names or event["event"] in names]
