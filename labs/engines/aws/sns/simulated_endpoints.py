"""Functions, streams, mail addresses, phones and devices: whatever SNS delivers to outside of the shop."""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.service import Json
from labs.engines.sim import Component, Data, EngineError, Entity, Refused, Simulation, command, endpoint

NAME = "endpoints"


class EndpointFailed(EngineError):
    """A fault of the endpoint's own, after which SNS tries again."""

    code = "EndpointFailed"


class Endpoints(Component):
    """Takes all messages at once and counts them; one can be made to fail.

    Known are those that are subscribed to a topic, and those that got a message.
    """

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, NAME)
        # entity -> {"protocol", "name", "delivered", "failing", "last": the newest text, "asks": {topic ARN: token}}
        self.places: dict[str, Json] = {}
        self.listen("Subscribed", "on_subscribed")

    def on_subscribed(self, data: Data) -> None:
        if data["target"].startswith("endpoint/"):
            self._have(data["target"])

    def _have(self, name: str) -> Json:
        """Beyond the limit, the one that has been known longest and does not fail is forgotten."""
        place = self.places.get(name)
        if place is None:
            _, protocol, own = name.split("/", 2)
            place = {"protocol": protocol, "name": own, "delivered": 0, "failing": False, "last": "", "asks": {}}
            self.places[name] = place
            if len(self.places) > limits.ENDPOINTS_MAX:
                oldest = next(one for one, kept in self.places.items() if not kept["failing"])
                del self.places[oldest]
        return place

    @endpoint
    def deliver(self, target: str, text: str, body: str, asks: list[str] | None = None) -> Any:
        """`asks` is a topic's ARN and the token that confirms a subscription to it."""
        place = self._have(target)
        if place["failing"]:
            raise EndpointFailed
        if asks is not None:
            place["asks"][asks[0]] = asks[1]
            return {}
        place["delivered"] += 1
        place["last"] = text[: limits.ENDPOINT_TEXT_SHOWN_CHARACTERS]
        return {}

    @command
    def set_failing(self, target: str, failing: bool) -> Json:
        """Have an endpoint (its entity) refuse everything with an error of its own, or take messages again."""
        place = self._known(target)
        if place["failing"] != failing:
            if failing and sum(one["failing"] for one in self.places.values()) >= limits.ENDPOINTS_FAILING_MAX:
                raise Refused("limit", what="failing", most=limits.ENDPOINTS_FAILING_MAX)
            place["failing"] = failing
            self.emit("EndpointBroken" if failing else "EndpointMended", target=target, by=self.sim.caller)
        return {}

    @command
    def confirm(self, target: str) -> Json:
        """Whoever reads the mail there presses all links that have come."""
        place = self._known(target)
        asked, place["asks"] = place["asks"], {}
        for topic_arn, token in asked.items():
            args = {"TopicArn": topic_arn, "Token": token}
            self.request("sns", "confirm_subscription", args, trace="", path=[target, f"sns/{_name(topic_arn)}"])
        return {"confirmed": len(asked)}

    def _known(self, target: str) -> Json:
        if target not in self.places:
            raise Refused("bad_arguments", argument="target", problem="unknown")
        return self.places[target]

    def entities(self) -> dict[str, Entity]:
        return {name: self._entity(place) for name, place in self.places.items()}

    def _entity(self, place: Json) -> Entity:
        shown = {key: place[key] for key in ("protocol", "name", "delivered", "failing", "last")}
        return {"kind": "endpoint", **shown, "asks": len(place["asks"])}


def _name(topic_arn: str) -> str:
    return topic_arn.rpartition(":")[2]
