"""Configuration sets, as the older API calls them."""

from typing import Any

from labs.engines.aws.errors.ses import InvalidValue
from labs.engines.aws.service import Json
from labs.engines.aws.ses.face import Face, page
from labs.engines.sim import command, query

TYPES = {
    "send": "SEND", "reject": "REJECT", "bounce": "BOUNCE", "complaint": "COMPLAINT", "delivery": "DELIVERY",
    "open": "OPEN", "click": "CLICK", "renderingFailure": "RENDERING_FAILURE",
}  # fmt: skip
OLD_TYPES = {new: old for old, new in TYPES.items()}
KINDS = {
    "SNSDestination": ("SnsDestination", {"TopicARN": "TopicArn"}),
    "KinesisFirehoseDestination": (
        "KinesisFirehoseDestination", {"IAMRoleARN": "IamRoleArn", "DeliveryStreamARN": "DeliveryStreamArn"},
    ),
    "CloudWatchDestination": ("CloudWatchDestination", {}),
}  # fmt: skip
EVENTS, TRACKING, DELIVERY, REPUTATION = (
    "eventDestinations", "trackingOptions", "deliveryOptions", "reputationOptions",
)  # fmt: skip


class ConfigurationSetActions(Face):
    """Create, read, list, delete, and where events go."""

    @command
    def create_configuration_set(self, ConfigurationSet: dict[str, Any] | None = None) -> Json:
        self.outbox.new_set(self._here, (ConfigurationSet or {}).get("Name"), {}, [])
        return {}

    @command
    def delete_configuration_set(self, ConfigurationSetName: str | None = None) -> Json:
        self.outbox.drop_set(self._here, ConfigurationSetName)
        return {}

    @query
    def list_configuration_sets(self, NextToken: str | None = None, MaxItems: int | None = None) -> Json:
        names = [{"Name": name} for name in self.outbox.look(self._here)["sets"]]
        return page("ConfigurationSets", names, NextToken, MaxItems)

    @query
    def describe_configuration_set(
        self, ConfigurationSetName: str | None = None, ConfigurationSetAttributeNames: list[str] | None = None
    ) -> Json:
        found = self.outbox.set_named(self._here, ConfigurationSetName)
        wanted, options = ConfigurationSetAttributeNames or [], found["options"]
        shown: Json = {"ConfigurationSet": {"Name": found["name"]}}
        if EVENTS in wanted:
            shown["EventDestinations"] = [_shown(one) for one in found["destinations"].values()]
        if TRACKING in wanted and options.get("TrackingOptions"):
            shown["TrackingOptions"] = {"CustomRedirectDomain": options["TrackingOptions"].get("CustomRedirectDomain")}
        if DELIVERY in wanted:
            policy = (options.get("DeliveryOptions") or {}).get("TlsPolicy") or "OPTIONAL"
            shown["DeliveryOptions"] = {"TlsPolicy": policy.capitalize()}
        if REPUTATION in wanted:
            shown["ReputationOptions"] = {
                "SendingEnabled": found["sending"], "ReputationMetricsEnabled": found["reputation"],
            }  # fmt: skip
        return shown

    @command
    def put_configuration_set_delivery_options(
        self, ConfigurationSetName: str | None = None, DeliveryOptions: dict[str, Any] | None = None
    ) -> Json:
        """Part: TlsPolicy is kept and shown, without effect."""
        policy = (DeliveryOptions or {}).get("TlsPolicy") or "Optional"
        self.outbox.set_option(self._here, ConfigurationSetName, "DeliveryOptions", {"TlsPolicy": policy.upper()})
        return {}

    @command
    def update_configuration_set_sending_enabled(
        self, ConfigurationSetName: str | None = None, Enabled: bool = False
    ) -> Json:
        self.outbox.change_set(self._here, ConfigurationSetName, sending=Enabled)
        return {}

    @command
    def update_configuration_set_reputation_metrics_enabled(
        self, ConfigurationSetName: str | None = None, Enabled: bool = False
    ) -> Json:
        """Part: kept and shown; there are no metrics of a set."""
        self.outbox.change_set(self._here, ConfigurationSetName, reputation=Enabled)
        return {}

    # Event destinations

    @command
    def create_configuration_set_event_destination(
        self, ConfigurationSetName: str | None = None, EventDestination: dict[str, Any] | None = None
    ) -> Json:
        """Part: events arrive at SNS topics only, other destinations are kept and shown."""
        return self._put_destination(ConfigurationSetName, EventDestination or {}, new=True)

    @command
    def update_configuration_set_event_destination(
        self, ConfigurationSetName: str | None = None, EventDestination: dict[str, Any] | None = None
    ) -> Json:
        """Part: events arrive at SNS topics only, other destinations are kept and shown."""
        return self._put_destination(ConfigurationSetName, EventDestination or {}, new=False)

    def _put_destination(self, set_name: str | None, given: Json, *, new: bool) -> Json:
        unknown = [one for one in given.get("MatchingEventTypes") or [] if one not in TYPES]
        if unknown:
            raise InvalidValue(problem=f"Invalid event type <{unknown[0]}>.")
        kinds = {new_kind: _renamed(given[old], names) for old, (new_kind, names) in KINDS.items() if given.get(old)}
        types = [TYPES[one] for one in given.get("MatchingEventTypes") or []]
        read = {"Enabled": given.get("Enabled"), "MatchingEventTypes": types, **kinds}
        self.outbox.put_destination(self._here, set_name, given.get("Name"), read, new=new)
        return {}

    @command
    def delete_configuration_set_event_destination(
        self, ConfigurationSetName: str | None = None, EventDestinationName: str | None = None
    ) -> Json:
        self.outbox.drop_destination(self._here, ConfigurationSetName, EventDestinationName)
        return {}


def _renamed(given: Json, names: dict[str, str]) -> Json:
    return {names.get(name, name): value for name, value in given.items()}


def _shown(destination: Json) -> Json:
    """v2's event types that this API has no name for are left out."""
    kinds = {
        old: _renamed(destination[new], {ours: theirs for theirs, ours in names.items()})
        for old, (new, names) in KINDS.items()
        if new in destination
    }
    types = [OLD_TYPES[one] for one in destination["MatchingEventTypes"] if one in OLD_TYPES]
    return {"Name": destination["Name"], "Enabled": destination["Enabled"], "MatchingEventTypes": types, **kinds}
