"""Configuration sets and their options."""

from typing import Any

from labs.engines.aws.errors.ses import InvalidValue
from labs.engines.aws.service import Json
from labs.engines.aws.ses.face import Face, page
from labs.engines.aws.ses.suppression import check_reasons
from labs.engines.sim import command, query

MAX_DELIVERY_S = (300, 50_400)
WRONG_SECONDS = (
    "1 validation error detected: Value at 'maxDeliverySeconds' failed to satisfy constraint: Member must have value"
)


class ConfigurationSetActions(Face):
    """Sending, suppression and how long delivery is tried do what they say; other options are kept and shown."""

    @command
    def create_configuration_set(
        self,
        ConfigurationSetName: str | None = None,
        TrackingOptions: dict[str, Any] | None = None,
        DeliveryOptions: dict[str, Any] | None = None,
        ReputationOptions: dict[str, Any] | None = None,
        SendingOptions: dict[str, Any] | None = None,
        Tags: list[dict[str, Any]] | None = None,
        SuppressionOptions: dict[str, Any] | None = None,
        VdmOptions: dict[str, Any] | None = None,
        ArchivingOptions: dict[str, Any] | None = None,
    ) -> Json:
        """Part: TlsPolicy, SendingPoolName, SuppressionScope and the options of reputation, tracking, VDM and
        archiving are kept and shown, without effect.
        """
        given = {
            "TrackingOptions": TrackingOptions, "DeliveryOptions": DeliveryOptions, "VdmOptions": VdmOptions,
            "SuppressionOptions": SuppressionOptions, "ArchivingOptions": ArchivingOptions,
        }  # fmt: skip
        options = {name: value for name, value in given.items() if value is not None}
        _check(options)
        made = self.outbox.new_set(self._here, ConfigurationSetName, options, Tags or [])
        made["sending"] = (SendingOptions or {}).get("SendingEnabled", True)
        made["reputation"] = (ReputationOptions or {}).get("ReputationMetricsEnabled", False)
        return {}

    @query
    def get_configuration_set(self, ConfigurationSetName: str | None = None) -> Json:
        found = self.outbox.set_named(self._here, ConfigurationSetName)
        return {
            "ConfigurationSetName": found["name"], **found["options"],
            "ReputationOptions": {"ReputationMetricsEnabled": found["reputation"]},
            "SendingOptions": {"SendingEnabled": found["sending"]}, "Tags": found["tags"],
        }  # fmt: skip

    @command
    def delete_configuration_set(self, ConfigurationSetName: str | None = None) -> Json:
        self.outbox.drop_set(self._here, ConfigurationSetName)
        return {}

    @query
    def list_configuration_sets(
        self, Filter: dict[str, str] | None = None, NextToken: str | None = None, PageSize: int | None = None
    ) -> Json:
        """Part: Filter has no effect."""
        return page("ConfigurationSets", list(self.outbox.look(self._here)["sets"]), NextToken, PageSize)

    # Options

    @command
    def put_configuration_set_sending_options(
        self, ConfigurationSetName: str | None = None, SendingEnabled: bool = False
    ) -> Json:
        self.outbox.change_set(self._here, ConfigurationSetName, sending=SendingEnabled)
        return {}

    @command
    def put_configuration_set_reputation_options(
        self, ConfigurationSetName: str | None = None, ReputationMetricsEnabled: bool = False
    ) -> Json:
        """Part: kept and shown; there are no metrics of a set."""
        self.outbox.change_set(self._here, ConfigurationSetName, reputation=ReputationMetricsEnabled)
        return {}

    @command
    def put_configuration_set_suppression_options(
        self,
        ConfigurationSetName: str | None = None,
        SuppressedReasons: list[str] | None = None,
        SuppressionScope: str | None = None,
    ) -> Json:
        """Without a list of reasons the account's hold again; an empty list switches suppression off.

        Part: SuppressionScope is kept and shown, without effect.
        """
        given = None if SuppressedReasons is None else {"SuppressedReasons": SuppressedReasons}
        return self._put(ConfigurationSetName, "SuppressionOptions", given)

    @command
    def put_configuration_set_delivery_options(
        self,
        ConfigurationSetName: str | None = None,
        TlsPolicy: str | None = None,
        SendingPoolName: str | None = None,
        MaxDeliverySeconds: int | None = None,
    ) -> Json:
        """Part: TlsPolicy and SendingPoolName are kept and shown, without effect."""
        given = {
            "TlsPolicy": TlsPolicy, "SendingPoolName": SendingPoolName, "MaxDeliverySeconds": MaxDeliverySeconds,
        }  # fmt: skip
        return self._put(ConfigurationSetName, "DeliveryOptions", given)

    @command
    def put_configuration_set_tracking_options(
        self,
        ConfigurationSetName: str | None = None,
        CustomRedirectDomain: str | None = None,
        HttpsPolicy: str | None = None,
    ) -> Json:
        """Part: kept and shown, without effect: links stay as they are."""
        given = {"CustomRedirectDomain": CustomRedirectDomain, "HttpsPolicy": HttpsPolicy}
        return self._put(ConfigurationSetName, "TrackingOptions", given if CustomRedirectDomain else None)

    @command
    def put_configuration_set_vdm_options(
        self, ConfigurationSetName: str | None = None, VdmOptions: dict[str, Any] | None = None
    ) -> Json:
        """Part: kept and shown, without effect."""
        return self._put(ConfigurationSetName, "VdmOptions", VdmOptions)

    @command
    def put_configuration_set_archiving_options(
        self, ConfigurationSetName: str | None = None, ArchiveArn: str | None = None
    ) -> Json:
        """Part: kept and shown; nothing is archived."""
        return self._put(ConfigurationSetName, "ArchivingOptions", {"ArchiveArn": ArchiveArn} if ArchiveArn else None)

    def _put(self, set_name: str | None, name: str, given: Json | None) -> Json:
        value = given and {key: each for key, each in given.items() if each is not None}
        _check({name: value})
        self.outbox.set_option(self._here, set_name, name, value)
        return {}


def _check(options: Json) -> None:
    """Raises InvalidValue."""
    check_reasons((options.get("SuppressionOptions") or {}).get("SuppressedReasons") or [])
    seconds = (options.get("DeliveryOptions") or {}).get("MaxDeliverySeconds")
    least, most = MAX_DELIVERY_S
    if seconds is not None and not (type(seconds) is int and least <= seconds <= most):
        bound = f"less than or equal to {most}" if seconds > most else f"greater than or equal to {least}"
        raise InvalidValue(problem=f"{WRONG_SECONDS} {bound}")
