"""For tests with random commands: who carries them out, and who compares the ledger with the log."""

from labs.engines.sim import Command, Simulation
from tests.engines.programs.recount import Recount

STATES = ("handled", "moving", "waiting", "lost")


class Participant:
    """Carries out commands as kim, who deletes what was received last and sends orders again."""

    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.handles: list[str] = ["none"]

    def do(self, command: Command) -> None:
        if command.name == "take and delete":
            self.do(Command("sqs.receive_message", command.args, command.by))
            self.do(
                Command("sqs.delete_message", {"QueueUrl": command.args["QueueUrl"], "ReceiptHandle": ""}, command.by)
            )
            return
        args = dict(command.args)
        if "ReceiptHandle" in args:
            args["ReceiptHandle"] = self.handles[-1]
        if "SubscriptionArn" in args:
            arns = list(self.sim.components["sns"].subscriptions) or ["none"]  # type: ignore[attr-defined]
            args["SubscriptionArn"] = arns[0 if args["SubscriptionArn"] == "the first" else -1]
        if "MessageSystemAttributes" in args:
            trace = f"order-{self.sim.components['storefront'].entities()['storefront']['accepted'] // 2}"
            args["MessageSystemAttributes"] = {"AWSTraceHeader": {"DataType": "String", "StringValue": trace}}
        reply = self.sim.execute(Command(command.name, args, command.by))
        for message in (reply.result or {}).get("Messages", []):
            self.handles.append(message["ReceiptHandle"])


class Checker:
    """Compares the ledger with a recount from the log."""

    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.recount = Recount()
        self.read = 0

    def check(self) -> None:
        facts = self.sim.log.since(self.read)
        assert len(facts) == self.sim.log.count - self.read
        for fact in facts:
            self.recount.read(fact)
        self.read = self.sim.log.count
        shown = self.sim.entities()["ledger"]
        assert shown["programs"] == self.recount.totals()
        assert sum(shown[state] for state in STATES) == shown["owed"] == 2 * shown["accepted"]
        told = self.recount.told
        assert len(told) == len(set(told))
        lost = {
            (int(trace.removeprefix("order-")), program)
            for trace, owed in self.recount.owed.items()
            for program in owed
            if self.recount.state(trace, program) == "lost"
        }
        assert lost <= set(told)
