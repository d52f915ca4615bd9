"""A person's request on its way: the API server's answer goes back to whoever pressed the button."""

from typing import Any

from labs.engines.kube.apiserver import ApiError
from labs.engines.sim import LATER, Component, EngineError

TIMEOUT_US = 10_000_000
NO_ANSWER = "Unable to connect to the server: net/http: request canceled"


class Unreachable(ApiError):
    """No answer came; what was asked may have happened or not."""

    code = "Unreachable"
    http_status = 504


class Passed(EngineError):
    """What the API server refused with, as it came over the network."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["message"], **error["data"])
        self.code = error["code"]


class Asking(Component):
    """Base: commands that end when the API server has answered."""

    def ask(self, method: str, args: dict[str, Any]) -> Any:
        """Have the API server do it; its answer is the command's."""
        self.send(method, args, "answered", {"address": self.sim.reply_address()})
        return LATER

    def ask_first(self, method: str, args: dict[str, Any], then: str, about: dict[str, Any]) -> Any:
        """Have it answer a question; `then(answer, about)` gives the (method, args) to ask for next.

        Where that is a question again, it gives (method, args, then, about).
        """
        self.send(method, args, "known", {"address": self.sim.reply_address(), "then": then, "about": about})
        return LATER

    def send(
        self, method: str, args: dict[str, Any], reply: str | None = None, context: dict[str, Any] | None = None
    ) -> None:
        trace = f"{args.get('namespace', 'default')}/{args.get('name', '')}"
        self.request(
            "apiserver", method, args,
            reply=reply, context=context, timeout_us=TIMEOUT_US, trace=trace, path=[self.name, "apiserver"],
        )  # fmt: skip

    def known(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if error is not None:
            self._refuse(context, error)
            return
        try:
            method, args, *again = getattr(self, context["then"])(result, context["about"])
        except EngineError as refusal:
            self.sim.fail(context["address"], refusal)
            return
        if again:
            self.send(method, args, "known", {"address": context["address"], "then": again[0], "about": again[1]})
        else:
            self.send(method, args, "answered", {"address": context["address"]})

    def answered(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if error is not None:
            self._refuse(context, error)
        else:
            self.sim.answer(context["address"], result)

    def _refuse(self, context: dict[str, Any], error: dict[str, Any]) -> None:
        if error["code"] == "TimedOut":
            self.sim.fail(context["address"], Unreachable(NO_ANSWER))
        else:
            self.sim.fail(context["address"], Passed(error))
