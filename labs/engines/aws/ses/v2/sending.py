"""Sending: one mail, simple, raw or from a template, or many from one template."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from labs.engines.aws.errors.ses import InvalidValue
from labs.engines.aws.service import Json
from labs.engines.aws.ses import drafts, rendering
from labs.engines.aws.ses.face import Face, check_bulk
from labs.engines.aws.ses.templates import Content
from labs.engines.aws.ses.v2.templates import read_content
from labs.engines.sim import command

FORMS = ("Simple", "Raw", "Template")
UNSUBSCRIBE_URL = "amazonSESUnsubscribeUrl"  # SES's own name in templates of mails for a list


class SendingActions(Face):
    """Identity ARNs are taken and change nothing; tenants and endpoints are refused."""

    @command
    def send_email(
        self,
        FromEmailAddress: str | None = None,
        FromEmailAddressIdentityArn: str | None = None,
        Destination: dict[str, Any] | None = None,
        ReplyToAddresses: list[str] | None = None,
        FeedbackForwardingEmailAddress: str | None = None,
        FeedbackForwardingEmailAddressIdentityArn: str | None = None,
        Content: dict[str, Any] | None = None,
        EmailTags: list[dict[str, Any]] | None = None,
        ConfigurationSetName: str | None = None,
        ListManagementOptions: dict[str, Any] | None = None,
        ConfigurationOverrides: dict[str, Any] | None = None,
    ) -> Json:
        """Part: a mail has 1 MiB at most, at AWS 40 MB; ARNs of identities have no effect; for ListManagementOptions
        recipients unsubscribe as their mailbox's dial says, while no link is written into the mail.
        """
        said = self._said(Content or {}, for_list=bool(ListManagementOptions))
        said_source = said.pop("source", None)
        given = drafts.draft("SendEmail", FromEmailAddress or said_source, **said)
        to = drafts.addressed(Destination)
        if given["raw"]:
            given["destinations"] = [*to["to"], *to["cc"], *to["bcc"]]
        else:
            given |= to
        if ReplyToAddresses:
            given["reply_to"] = ReplyToAddresses
        if ListManagementOptions:
            name, topic = (ListManagementOptions.get(one) for one in ("ContactListName", "TopicName"))
            given["list"] = {"name": name or "", "topic": topic}
        given |= {
            "return_path": FeedbackForwardingEmailAddress or given["return_path"],
            "set": ConfigurationSetName or given["set"], "tags": [*given["tags"], *(EmailTags or [])],
            "tracking": _tracking(ConfigurationOverrides),
        }  # fmt: skip
        return {"MessageId": self.outbox.accept(self._here, given)}

    def _said(self, content: Json, *, for_list: bool) -> Json:
        """What a draft says, from one of the three forms of a `Content`. Raises InvalidValue."""
        forms = [form for form in FORMS if content.get(form)]
        if len(forms) != 1:
            raise InvalidValue(problem="A message must have exactly one content: Simple, Raw or Template.")
        given = content[forms[0]]
        if forms[0] == "Raw":
            return drafts.of_raw(given.get("Data") or "")
        if forms[0] == "Simple":
            return {**drafts.said(given), **_extras(given)}
        name, template = self._template(given)
        data = rendering.read_data(given.get("TemplateData") or "{}")
        if for_list:
            data = {UNSUBSCRIBE_URL: f"{{{{{UNSUBSCRIBE_URL}}}}}", **data}
        return {**drafts.of_template(name, template, data), **_extras(given)}

    def _template(self, given: Json) -> tuple[str, Content]:
        """The name and content of a stored template or of one sent along. Raises TemplateDoesNotExist."""
        if given.get("TemplateContent"):
            return "", read_content(given["TemplateContent"])
        name = given.get("TemplateName") or (given.get("TemplateArn") or "").rpartition("/")[2]
        return name, self.outbox.template(self._here, name)["content"]

    @command
    def send_bulk_email(
        self,
        FromEmailAddress: str | None = None,
        FromEmailAddressIdentityArn: str | None = None,
        ReplyToAddresses: list[str] | None = None,
        FeedbackForwardingEmailAddress: str | None = None,
        FeedbackForwardingEmailAddressIdentityArn: str | None = None,
        DefaultEmailTags: list[dict[str, Any]] | None = None,
        DefaultContent: dict[str, Any] | None = None,
        BulkEmailEntries: list[dict[str, Any]] | None = None,
        ConfigurationSetName: str | None = None,
        ConfigurationOverrides: dict[str, Any] | None = None,
    ) -> Json:
        """Each entry is a mail of its own, with a status of its own.

        Part: ARNs of identities have no effect.
        """
        check_bulk(BulkEmailEntries or [])
        given = (DefaultContent or {}).get("Template") or {}
        name, content = self._template(given)
        if ConfigurationSetName:
            self.outbox.set_named(self._here, ConfigurationSetName)
        default, extras = rendering.read_data(given.get("TemplateData") or "{}"), _extras(given)

        def make(entry: Json) -> Json:
            replaced = (entry.get("ReplacementEmailContent") or {}).get("ReplacementTemplate") or {}
            data = {**default, **rendering.read_data(replaced.get("ReplacementTemplateData") or "{}")}
            headers = [*extras["headers"], *_headers(entry.get("ReplacementHeaders"))]
            return drafts.draft(
                "SendBulkEmail", FromEmailAddress, **drafts.addressed(entry.get("Destination")),
                **drafts.of_template(name, content, data), **{**extras, "headers": headers},
                reply_to=ReplyToAddresses or [], return_path=FeedbackForwardingEmailAddress,
                set=ConfigurationSetName, tags=entry.get("ReplacementTags") or DefaultEmailTags or [],
                tracking=_tracking(ConfigurationOverrides),
            )  # fmt: skip

        makers: Iterator[Callable[[], Json]] = (partial(make, entry) for entry in BulkEmailEntries or [])
        return {"BulkEmailEntryResults": [_result(*result) for result in self.send_all(makers)]}


def _extras(given: Json) -> Json:
    """Headers and attachments. Raises InvalidValue."""
    attachments = [drafts.decoded(one.get("RawContent") or "") for one in given.get("Attachments") or []]
    return {"headers": _headers(given.get("Headers")), "attachments": attachments}


def _tracking(overrides: Json | None) -> Json:
    """Raises InvalidValue."""
    given = (overrides or {}).get("Tracking") or {}
    for name, value in given.items():
        if value not in ("ENABLED", "DISABLED"):
            raise InvalidValue(problem=f"{name} must be ENABLED or DISABLED.")
    return dict(given)


def _headers(given: list[Json] | None) -> list[list[str]]:
    return [[str(one.get("Name", "")), str(one.get("Value", ""))] for one in given or []]


def _result(status: tuple[str, str], error: str, identity: str | None) -> Json:
    return {"Status": status[1], "MessageId": identity} if identity else {"Status": status[1], "Error": error}
