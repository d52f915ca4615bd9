"""Publishing to one receiver without a topic: a device or a phone."""

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import (
    EndpointDisabled,
    InvalidParameter,
    PlatformApplicationDisabled,
    Throttled,
)
from labs.engines.aws.service import Json
from labs.engines.aws.sns.endpoints.sms import E164
from labs.engines.aws.sns.message_parts import message_size, read_texts
from labs.engines.aws.sns.store import check_arn
from labs.engines.aws.sns.text_messages import TextMessages


class DirectMessages(TextMessages):
    """The same action, `publish`, with a TargetArn or a PhoneNumber."""

    def publish_directly(
        self, arn: str | None, number: str | None, text: str | None, structure: str | None, attributes: Json | None
    ) -> Json:
        """To a phone if there is a number, or else to a device."""
        if message_size(text, attributes) > limits.SNS_MESSAGE_MAX_BYTES:
            raise InvalidParameter(problem="Message too long")
        if number:
            if not E164.fullmatch(number):
                raise InvalidParameter(problem=f"PhoneNumber Reason: {number} is not valid to publish to")
            words = self._words(text or "", structure, "sms")
            if len(words) > limits.TEXT_MESSAGE_MAX_CHARACTERS:
                raise InvalidParameter(problem="Message too long")
            return {"MessageId": self._publish_to("sms", f"endpoint/sms/{number}", words)}
        check_arn("TargetArn", arn)
        device = self.find_device(arn or "")
        if device is None:
            raise InvalidParameter(problem="TargetArn Reason: No endpoint found for the target arn specified")
        self._check_enabled(device)
        platform = device["application"].split("/")[1]
        words = self._words(text or "", structure, platform)
        return {"MessageId": self._publish_to("application", self.target_of(device["arn"]), words)}

    def _check_enabled(self, device: Json) -> None:
        if self.is_disabled(device):
            raise EndpointDisabled
        if self.is_disabled(self.applications[device["application"]]):
            raise PlatformApplicationDisabled

    def _words(self, text: str, structure: str | None, receiver: str) -> str:
        """What a message says to a phone or a platform; a device needs no default."""
        if structure != "json":
            return text
        texts = read_texts(text)
        if receiver not in texts and "default" not in texts:
            raise InvalidParameter(problem="Message Structure - No default entry in JSON message body")
        return texts.get(receiver) or texts["default"]

    def _publish_to(self, protocol: str, target: str, text: str) -> str:
        if len(self.copies) >= limits.COPIES_MAX:
            raise Throttled
        identity = self.send_directly(protocol, target, text)
        if self.sim.caller[:1] == "@":
            self.show_participant(self.sim.caller, target, [{"trace": self.sim.trace or None, "again": False}])
        return identity
