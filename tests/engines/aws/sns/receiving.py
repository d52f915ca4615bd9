"""A stand-in for SQS that writes down what it is sent, and refuses when it is told to."""

from collections.abc import Callable
from typing import Any

from labs.engines.sim import EngineError
from tests.engines.aws.world import World


class Busy(EngineError):
    """A fault that passes: SNS tries again."""

    code = "Busy"


class Receiving:
    """Takes every `send_message` from now on, unless `refuses` says no to it."""

    def __init__(self, world: World, refuses: Callable[[dict[str, Any]], bool] | None = None) -> None:
        self.taken: list[dict[str, Any]] = []
        self.refuses = refuses
        world.sim.methods["sqs"].doors["send_message"] = self.send_message

    def send_message(self, **args: Any) -> dict[str, str]:
        if self.refuses is not None and self.refuses(args):
            raise Busy
        self.taken.append(args)
        return {"MessageId": "m"}

    def bodies(self) -> list[str]:
        return [args["MessageBody"] for args in self.taken]
