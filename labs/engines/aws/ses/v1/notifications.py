"""What an identity's owner is told of bounces, complaints and deliveries, and how."""

from labs.engines.aws.errors.ses import InvalidValue
from labs.engines.aws.service import Json
from labs.engines.aws.ses.identities import NOTICES
from labs.engines.aws.ses.v1.identities import IdentityActions
from labs.engines.sim import command, query


class NotificationActions(IdentityActions):
    """Topics, forwarding by mail, headers."""

    @command
    def set_identity_notification_topic(
        self, Identity: str | None = None, NotificationType: str | None = None, SnsTopic: str | None = None
    ) -> Json:
        """Without a topic nothing is published any more."""
        identity = self.outbox.own(self._here, Identity)
        kind = _checked(NotificationType)
        if not SnsTopic:
            identity["topics"].pop(kind, None)
        elif not self.outbox.topic_exists(self._here, SnsTopic):
            raise InvalidValue(problem=f"Invalid SNS topic <{SnsTopic}>.")
        else:
            identity["topics"][kind] = SnsTopic
        self.outbox.identity_changed(self._here, identity)
        return {}

    @command
    def set_identity_feedback_forwarding_enabled(
        self, Identity: str | None = None, ForwardingEnabled: bool = True
    ) -> Json:
        """Only who has topics for both bounces and complaints can do without the mails."""
        identity = self.outbox.own(self._here, Identity)
        self.outbox.set_forwarding(self._here, identity, ForwardingEnabled)
        return {}

    @command
    def set_identity_headers_in_notifications_enabled(
        self, Identity: str | None = None, NotificationType: str | None = None, Enabled: bool = False
    ) -> Json:
        identity = self.outbox.own(self._here, Identity)
        identity["with_headers"][_checked(NotificationType)] = Enabled
        self.outbox.identity_changed(self._here, identity)
        return {}

    @query
    def get_identity_notification_attributes(self, Identities: list[str] | None = None) -> Json:
        return {"NotificationAttributes": {name: _shown(one) for name, one in self.known(Identities).items()}}


def _checked(kind: str | None) -> str:
    if kind not in NOTICES:
        raise InvalidValue(problem=f"Invalid notification type: {kind}. Valid values are: {', '.join(NOTICES)}.")
    return kind


def _shown(identity: Json) -> Json:
    topics = {f"{kind}Topic": topic for kind, topic in identity["topics"].items()}
    headers = {f"HeadersIn{kind}NotificationsEnabled": identity["with_headers"].get(kind, False) for kind in NOTICES}
    return {**topics, "ForwardingEnabled": identity["forwarding"], **headers}
