"""Taking messages from a queue: each instance polls the queue it is attached to, and deletes what it has done."""

import re

from labs.engines.programs.front_door import FrontDoor
from labs.engines.programs.program import Instance, Json, Work, new_instance
from labs.engines.sim import Refused, command

RECEIVE_MAX_MESSAGES = 10  # as much as SQS gives at once
WAIT_S = 20
POLL_TIMEOUT_US = 25_000_000
POLL_AGAIN_US = 1_000_000  # after an error
RECEIVED_ATTRIBUTES = ["AWSTraceHeader", "ApproximateReceiveCount"]

_queue_name = re.compile(r"[A-Za-z0-9_-]{1,80}(?:\.fifo)?")


class Puller(FrontDoor):
    """An instance has up to `concurrency` messages of its queue in hand; without a queue it only takes requests."""

    @command
    def attach(self, queue: str, instance: int | None = None) -> Json:
        """Work off this queue, and no other; whether it exists shows when it is asked for messages."""
        if not _queue_name.fullmatch(queue):
            raise Refused("bad_arguments", argument="queue", problem="unknown")
        for number in self._chosen(instance):
            if self.instances[number]["queue"] != queue:
                self._unhook(number)
                self._hook(number, queue)
        return {}

    @command
    def detach(self, instance: int | None = None) -> Json:
        """Take nothing more from the queue; finish what is in hand."""
        for number in self._chosen(instance):
            self._unhook(number)
        return {}

    def _hook(self, number: str, queue: str) -> None:
        self.instances[number]["queue"] = queue
        self._tell("WorkerAttached", number, queue)
        self.fill(number, self.instances[number])

    def _unhook(self, number: str) -> None:
        instance = self.instances[number]
        queue = instance["queue"]
        if queue is not None:
            self._stop_asking(instance)
            instance.update(queue=None, eager=1)
            self._tell("WorkerDetached", number, queue)

    def _tell(self, event: str, number: str, queue: str) -> None:
        self.emit(
            event,
            program=self.name, instance=int(number), queue=queue, running=self._running(), by=self.sim.caller,
        )  # fmt: skip

    def _stop_asking(self, instance: Instance) -> None:
        """What is on its way here already is work in hand."""
        polls = instance["polls"]
        for call in [call for call in polls if self.withdraw_call(call)]:
            instance["asked"] -= polls.pop(call)

    def stopped(self, number: str) -> None:
        self._stop_asking(self.instances[number])

    def crashed(self, number: str) -> None:
        instance = self.instances[number]
        while instance["polls"]:
            self.abandon_call(instance["polls"].popitem()[0])
        instance["asked"] = 0
        self.look_for_work(number, instance)

    def look_for_work(self, number: str, instance: Instance) -> None:
        if len(instance["polls"]) < instance["eager"]:
            self.fill(number, instance)
        if "leaving" in instance and not (instance["busy"] or instance["line"] or instance["polls"]):
            del self.instances[number]

    def ask_again(self, number: str) -> None:
        if number in self.instances:
            self.look_for_work(number, self.instances[number])

    # Asking

    def fill(self, number: str, instance: Instance) -> None:
        """Ask for as many messages as there are free hands, with as many polls at a time as have been worth it."""
        if instance["state"] != "running" or instance["queue"] is None:
            return
        polls = instance["polls"]
        free = self.concurrency - instance["busy"] - instance["asked"]
        while free > 0 and len(polls) < instance["eager"]:
            most = min(free, RECEIVE_MAX_MESSAGES)
            free -= most
            instance["asked"] += most
            polls[self._poll(number, instance["queue"], most)] = most

    def _poll(self, number: str, queue: str, most: int) -> str:
        args = {
            "QueueUrl": queue, "MaxNumberOfMessages": most, "WaitTimeSeconds": WAIT_S,
            "MessageSystemAttributeNames": RECEIVED_ATTRIBUTES,
        }  # fmt: skip
        context = {"instance": number, "queue": queue, "poll": ""}
        path = [f"{self.name}/{number}", f"sqs/{queue}"]
        context["poll"] = call = self.request(
            "sqs", "receive_message", args, reply="on_messages", context=context, timeout_us=POLL_TIMEOUT_US, path=path
        )
        return call

    def on_messages(self, context: Json, result: Json | None, error: Json | None) -> None:
        number = context["instance"]
        instance = self.instances[number]
        asked = instance["polls"].pop(context["poll"])
        instance["asked"] -= asked
        if error is not None:
            self.call_later(0 if error["code"] == "TimedOut" else POLL_AGAIN_US, "ask_again", number)
            return
        messages = (result or {}).get("Messages", ())
        self._learn(instance, full=len(messages) == asked)
        for message, carried in zip(messages, self.sim.carried, strict=True):
            work = {
                "instance": number, "queue": context["queue"], "message": message["MessageId"],
                "trace": message["Attributes"].get("AWSTraceHeader"), "handle": message["ReceiptHandle"],
            }  # fmt: skip
            self.begin(number, instance, work, carried["event"])
        self.look_for_work(number, instance)

    def _learn(self, instance: Instance, *, full: bool) -> None:
        """A full answer: more polls at a time, up to one for each ten hands; another one: fewer, but one."""
        polls_max = -(-self.concurrency // RECEIVE_MAX_MESSAGES)
        instance["eager"] = min(instance["eager"] + 1, polls_max) if full else max(instance["eager"] - 1, 1)

    def done(self, work: Work) -> None:
        if "handle" in work:
            self.request("sqs", "delete_message", {"QueueUrl": work["queue"], "ReceiptHandle": work["handle"]})
        else:
            super().done(work)


def new_puller(now_us: int, queue: str | None) -> Instance:
    """ "polls" that are out with how many messages each asked for, together "asked"; at most "eager" of them."""
    return {**new_instance(now_us), "queue": queue, "polls": {}, "asked": 0, "eager": 1}
