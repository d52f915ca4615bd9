"""Configuration sets, and where the events of their mails go."""

import re
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import (
    DestinationDoesNotExist,
    DestinationExists,
    InvalidTopic,
    InvalidValue,
    SetDoesNotExist,
    SetExists,
)
from labs.engines.aws.service import Json
from labs.engines.aws.ses.store import named
from labs.engines.aws.ses.templates import Templates

EVENT_TYPES = (
    "SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "OPEN", "CLICK", "RENDERING_FAILURE", "DELIVERY_DELAY",
    "SUBSCRIPTION",
)  # fmt: skip
# Only SNS is simulated; the others are kept and shown, and nothing arrives there.
SNS = "SnsDestination"
KINDS = (
    SNS, "KinesisFirehoseDestination", "CloudWatchDestination", "EventBridgeDestination", "PinpointDestination",
)  # fmt: skip

_name = re.compile(r"[A-Za-z0-9_-]{1,64}")


class ConfigurationSets(Templates):
    """Each: {"name", "tags", "sending", "reputation", "options": {name of v2's options: its value}, "destinations"}."""

    def new_set(self, region: str, name: str | None, options: Json, tags: list[Json]) -> Json:
        """Raises SetExists, InvalidValue, TooMany."""
        sets = self.office(region)["sets"]
        if not name or not _name.fullmatch(name):
            raise InvalidValue(problem=f"Invalid configuration set name <{name}>: only alphanumeric ASCII characters,"
                               " '_', '-' are allowed. 1 to 64 in length.")  # fmt: skip
        if name in sets:
            raise SetExists(name=name)
        self.make_room(sets, "configuration sets")
        made = sets[name] = {
            "name": name, "tags": tags, "sending": True, "reputation": False, "options": options, "destinations": {},
        }  # fmt: skip
        self.tell_setting(region, "configuration set", name, "created")
        return made

    def drop_set(self, region: str, name: str | None) -> None:
        """Raises SetDoesNotExist."""
        del self.office(region)["sets"][self.set_named(region, name)["name"]]
        self.tell_setting(region, "configuration set", name or "", "deleted")

    def set_named(self, region: str, name: str | None) -> Json:
        """Raises SetDoesNotExist."""
        found: Json = named(self.look(region)["sets"], name, SetDoesNotExist(name=name))
        return found

    def change_set(self, region: str, name: str | None, **changes: Any) -> None:
        """Change members of a set. Raises SetDoesNotExist."""
        changed = self.set_named(region, name)
        changed.update(changes)
        self.tell_setting(region, "configuration set", changed["name"], "changed")

    def set_option(self, region: str, name: str | None, option: str, value: Json | None) -> None:
        """Without a value the option is as if it had never been set. Raises SetDoesNotExist."""
        options = {**self.set_named(region, name)["options"], option: value}
        self.change_set(region, name, options={key: each for key, each in options.items() if each is not None})

    # Event destinations

    def put_destination(self, region: str, set_name: str | None, name: str | None, given: Json, *, new: bool) -> None:
        """Raises SetDoesNotExist, DestinationExists, DestinationDoesNotExist, InvalidValue, InvalidTopic."""
        named_set = self.set_named(region, set_name)
        destinations = named_set["destinations"]
        if new and name in destinations:
            raise DestinationExists(name=name, set=set_name)
        if not new:
            self.destination(named_set, name)
        if not name or not _name.fullmatch(name):
            raise InvalidValue(problem=f"Invalid event destination name <{name}>.")
        if new and len(destinations) >= limits.EVENT_DESTINATIONS_MAX:
            raise InvalidValue(problem=f"A configuration set has {limits.EVENT_DESTINATIONS_MAX} destinations at most.")
        destinations[name] = self._read_destination(region, name, given)
        self.tell_setting(region, "event destination", name, "created" if new else "changed")

    def drop_destination(self, region: str, set_name: str | None, name: str | None) -> None:
        """Raises SetDoesNotExist, DestinationDoesNotExist."""
        named_set = self.set_named(region, set_name)
        self.destination(named_set, name)
        del named_set["destinations"][name]
        self.tell_setting(region, "event destination", name or "", "deleted")

    def destination(self, named_set: Json, name: str | None) -> Json:
        """Raises DestinationDoesNotExist."""
        found: Json = named(named_set["destinations"], name, DestinationDoesNotExist(name=name, set=named_set["name"]))
        return found

    def _read_destination(self, region: str, name: str, given: Json) -> Json:
        """A destination as it is kept; a new topic is told that events will come, as at AWS."""
        kinds = [kind for kind in KINDS if given.get(kind)]
        if len(kinds) != 1:
            raise InvalidValue(problem="An event destination must have exactly one kind of destination.")
        types = given.get("MatchingEventTypes") or []
        unknown = [one for one in types if one not in EVENT_TYPES]
        if unknown or not types:
            raise InvalidValue(problem=f"Invalid event type <{unknown[0] if unknown else ''}>.")
        if kinds == [SNS]:
            self._check_topic(region, given[SNS].get("TopicArn") or "")
        enabled = bool(given.get("Enabled", False))
        return {"Name": name, "Enabled": enabled, "MatchingEventTypes": types, kinds[0]: given[kinds[0]]}

    def _check_topic(self, region: str, arn: str) -> None:
        if not self.topic_exists(region, arn):
            raise InvalidTopic(topic=arn)
        self.publish(region, arn, "Successfully validated SNS topic for Amazon SES event publishing.", None)

    def publish(self, region: str, topic: str, text: str, subject: str | None) -> None:
        """Have SNS publish a text."""
        raise NotImplementedError
