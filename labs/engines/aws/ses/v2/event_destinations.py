"""Where the events of a configuration set's mails go."""

from typing import Any

from labs.engines.aws.service import Json
from labs.engines.aws.ses.face import Face
from labs.engines.sim import command, query


class EventDestinationActions(Face):
    """Only what goes to SNS arrives; other kinds are kept and shown."""

    @command
    def create_configuration_set_event_destination(
        self,
        ConfigurationSetName: str | None = None,
        EventDestinationName: str | None = None,
        EventDestination: dict[str, Any] | None = None,
    ) -> Json:
        """Part: events arrive at SNS topics only, other destinations are kept and shown."""
        given = EventDestination or {}
        self.outbox.put_destination(self._here, ConfigurationSetName, EventDestinationName, given, new=True)
        return {}

    @command
    def update_configuration_set_event_destination(
        self,
        ConfigurationSetName: str | None = None,
        EventDestinationName: str | None = None,
        EventDestination: dict[str, Any] | None = None,
    ) -> Json:
        """Part: events arrive at SNS topics only, other destinations are kept and shown."""
        given = EventDestination or {}
        self.outbox.put_destination(self._here, ConfigurationSetName, EventDestinationName, given, new=False)
        return {}

    @command
    def delete_configuration_set_event_destination(
        self, ConfigurationSetName: str | None = None, EventDestinationName: str | None = None
    ) -> Json:
        self.outbox.drop_destination(self._here, ConfigurationSetName, EventDestinationName)
        return {}

    @query
    def get_configuration_set_event_destinations(self, ConfigurationSetName: str | None = None) -> Json:
        found = self.outbox.set_named(self._here, ConfigurationSetName)
        return {"EventDestinations": list(found["destinations"].values())}
