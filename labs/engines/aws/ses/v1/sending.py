"""Sending, as the older API does it, and what the account may send."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from labs.engines.aws.service import Json
from labs.engines.aws.ses import drafts, rendering
from labs.engines.aws.ses.face import Face, check_bulk
from labs.engines.aws.ses.store import is_paused
from labs.engines.sim import command, query


class SendingActions(Face):
    """SourceArn and the like are taken and change nothing: there is one account."""

    @command
    def send_email(
        self,
        Source: str | None = None,
        Destination: dict[str, Any] | None = None,
        Message: dict[str, Any] | None = None,
        ReplyToAddresses: list[str] | None = None,
        ReturnPath: str | None = None,
        SourceArn: str | None = None,
        ReturnPathArn: str | None = None,
        Tags: list[dict[str, Any]] | None = None,
        ConfigurationSetName: str | None = None,
    ) -> Json:
        """Part: ARNs of identities have no effect."""
        given = drafts.draft(
            "SendEmail", Source, **drafts.addressed(Destination), **drafts.said(Message or {}),
            reply_to=ReplyToAddresses or [], return_path=ReturnPath, tags=Tags or [], set=ConfigurationSetName,
        )  # fmt: skip
        return {"MessageId": self.outbox.accept(self._here, given)}

    @command
    def send_raw_email(
        self,
        RawMessage: dict[str, Any] | None = None,
        Source: str | None = None,
        Destinations: list[str] | None = None,
        FromArn: str | None = None,
        SourceArn: str | None = None,
        ReturnPathArn: str | None = None,
        Tags: list[dict[str, Any]] | None = None,
        ConfigurationSetName: str | None = None,
    ) -> Json:
        """Part: a mail has 1 MiB at most, at AWS 10 MB; ARNs of identities have no effect."""
        read = drafts.of_raw((RawMessage or {}).get("Data") or "")
        said_source = read.pop("source")
        given = drafts.draft(
            "SendRawEmail", Source or said_source,
            **{**read, "set": ConfigurationSetName or read["set"], "tags": [*read["tags"], *(Tags or [])]},
            destinations=Destinations or [],
        )  # fmt: skip
        return {"MessageId": self.outbox.accept(self._here, given)}

    @command
    def send_templated_email(
        self,
        Source: str | None = None,
        Destination: dict[str, Any] | None = None,
        Template: str | None = None,
        TemplateData: str | None = None,
        ReplyToAddresses: list[str] | None = None,
        ReturnPath: str | None = None,
        SourceArn: str | None = None,
        ReturnPathArn: str | None = None,
        TemplateArn: str | None = None,
        Tags: list[dict[str, Any]] | None = None,
        ConfigurationSetName: str | None = None,
    ) -> Json:
        """Part: ARNs of identities and templates have no effect."""
        content = self.outbox.template(self._here, Template)["content"]
        given = drafts.draft(
            "SendTemplatedEmail", Source, **drafts.addressed(Destination),
            **drafts.of_template(Template, content, rendering.read_data(TemplateData or "{}")),
            reply_to=ReplyToAddresses or [], return_path=ReturnPath, tags=Tags or [], set=ConfigurationSetName,
        )  # fmt: skip
        return {"MessageId": self.outbox.accept(self._here, given)}

    @command
    def send_bulk_templated_email(
        self,
        Source: str | None = None,
        Destinations: list[dict[str, Any]] | None = None,
        Template: str | None = None,
        DefaultTemplateData: str | None = None,
        DefaultTags: list[dict[str, Any]] | None = None,
        ReplyToAddresses: list[str] | None = None,
        ReturnPath: str | None = None,
        SourceArn: str | None = None,
        ReturnPathArn: str | None = None,
        TemplateArn: str | None = None,
        ConfigurationSetName: str | None = None,
    ) -> Json:
        """Each destination is a mail of its own, with a status of its own.

        Part: ARNs of identities and templates have no effect.
        """
        check_bulk(Destinations or [])
        content = self.outbox.template(self._here, Template)["content"]
        if ConfigurationSetName:
            self.outbox.set_named(self._here, ConfigurationSetName)
        default = rendering.read_data(DefaultTemplateData or "{}")

        def make(one: Json) -> Json:
            data = {**default, **rendering.read_data(one.get("ReplacementTemplateData") or "{}")}
            return drafts.draft(
                "SendBulkTemplatedEmail", Source, **drafts.addressed(one.get("Destination")),
                **drafts.of_template(Template, content, data), set=ConfigurationSetName,
                reply_to=ReplyToAddresses or [], return_path=ReturnPath,
                tags=one.get("ReplacementTags") or DefaultTags or [],
            )  # fmt: skip

        makers: Iterator[Callable[[], Json]] = (partial(make, one) for one in Destinations or [])
        return {"Status": [_status(*result) for result in self.send_all(makers)]}

    # The account

    @query
    def get_send_quota(self) -> Json:
        return self.outbox.quota(self._here)

    @query
    def get_send_statistics(self) -> Json:
        return {"SendDataPoints": self.outbox.data_points(self._here)}

    @query
    def get_account_sending_enabled(self) -> Json:
        return {"Enabled": not is_paused(self.outbox.look(self._here))}

    @command
    def update_account_sending_enabled(self, Enabled: bool = False) -> Json:
        self.outbox.set_sending(self._here, Enabled)
        return {}


def _status(status: tuple[str, str], error: str, identity: str | None) -> Json:
    return {"Status": status[0], "MessageId": identity} if identity else {"Status": status[0], "Error": error}
