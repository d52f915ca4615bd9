"""Identities: create, read, list, delete; their DKIM, feedback, MAIL FROM, configuration set and policies."""

from typing import Any

from labs.engines.aws.errors.ses import AlreadyExists, NotFound
from labs.engines.aws.service import Json
from labs.engines.aws.ses.face import Face, page
from labs.engines.aws.ses.identities import ADDRESS, DOMAIN, NOT_STARTED, is_verified
from labs.engines.sim import command, query

KEY_LENGTH = "RSA_2048_BIT"


class IdentityActions(Face):
    """What the account may send from. Policies, keys and MAIL FROM domains are kept and shown, and change nothing."""

    @command
    def create_email_identity(
        self,
        EmailIdentity: str | None = None,
        Tags: list[dict[str, Any]] | None = None,
        DkimSigningAttributes: dict[str, Any] | None = None,
        ConfigurationSetName: str | None = None,
    ) -> Json:
        """Part: verified by itself, an address after 10 s, a domain after a minute; DkimSigningAttributes has no
        effect.
        """
        if ConfigurationSetName:
            self.outbox.set_named(self._here, ConfigurationSetName)
        identity = self.outbox.new_identity(self._here, EmailIdentity or "")
        identity.update({"tags": Tags or [], "set": ConfigurationSetName})
        shown: Json = {"IdentityType": identity["kind"], "VerifiedForSendingStatus": is_verified(identity)}
        return {**shown, "DkimAttributes": _dkim(identity)} if identity["kind"] == DOMAIN else shown

    @query
    def get_email_identity(self, EmailIdentity: str | None = None) -> Json:
        identity = self.outbox.identity(self._here, EmailIdentity)
        shown: Json = {
            "IdentityType": identity["kind"], "FeedbackForwardingStatus": identity["forwarding"],
            "VerifiedForSendingStatus": is_verified(identity), "DkimAttributes": _dkim(identity),
            "MailFromAttributes": _mail_from(identity["mail_from"]), "Policies": identity["policies"],
            "Tags": identity["tags"], "VerificationStatus": identity["status"],
            "VerificationInfo": self._verification(identity),
        }  # fmt: skip
        return {**shown, "ConfigurationSetName": identity["set"]} if identity["set"] else shown

    def _verification(self, identity: Json) -> Json:
        if identity["verified_us"] is None:
            return {}
        at_s = self.outbox.epoch_s(identity["verified_us"])
        return {"LastCheckedTimestamp": at_s, "LastSuccessTimestamp": at_s}

    @command
    def delete_email_identity(self, EmailIdentity: str | None = None) -> Json:
        if not self.outbox.drop_identity(self._here, EmailIdentity or ""):
            raise NotFound(thing=f"Email identity {EmailIdentity}")
        return {}

    @query
    def list_email_identities(
        self, Filter: dict[str, str] | None = None, NextToken: str | None = None, PageSize: int | None = None
    ) -> Json:
        """Part: Filter has no effect."""
        listed = [
            {
                "IdentityType": one["kind"], "IdentityName": one["name"], "SendingEnabled": is_verified(one),
                "VerificationStatus": one["status"],
            }
            for one in self.outbox.look(self._here)["identities"].values()
        ]  # fmt: skip
        return page("EmailIdentities", listed, NextToken, PageSize)

    # Settings

    @command
    def put_email_identity_dkim_attributes(
        self, EmailIdentity: str | None = None, SigningEnabled: bool = False
    ) -> Json:
        """Part: kept and shown; no mail is signed."""
        return self._change(EmailIdentity, signs=SigningEnabled)

    @command
    def put_email_identity_feedback_attributes(
        self, EmailIdentity: str | None = None, EmailForwardingEnabled: bool = False
    ) -> Json:
        identity = self.outbox.identity(self._here, EmailIdentity)
        self.outbox.set_forwarding(self._here, identity, EmailForwardingEnabled)
        return {}

    @command
    def put_email_identity_configuration_set_attributes(
        self, EmailIdentity: str | None = None, ConfigurationSetName: str | None = None
    ) -> Json:
        if ConfigurationSetName:
            self.outbox.set_named(self._here, ConfigurationSetName)
        return self._change(EmailIdentity, set=ConfigurationSetName)

    @command
    def put_email_identity_mail_from_attributes(
        self,
        EmailIdentity: str | None = None,
        MailFromDomain: str | None = None,
        BehaviorOnMxFailure: str | None = None,
    ) -> Json:
        """Part: the domain counts as verified at once; kept and shown, without effect on mails."""
        identity = self.outbox.identity(self._here, EmailIdentity)
        self.outbox.set_mail_from(self._here, identity, MailFromDomain, BehaviorOnMxFailure == "REJECT_MESSAGE")
        return {}

    def _change(self, name: str | None, **changes: Any) -> Json:
        identity = self.outbox.identity(self._here, name)
        identity.update(changes)
        self.outbox.identity_changed(self._here, identity)
        return {}

    # Policies

    @command
    def create_email_identity_policy(
        self, EmailIdentity: str | None = None, PolicyName: str | None = None, Policy: str | None = None
    ) -> Json:
        """Part: kept and shown; nobody is ever denied anything."""
        identity = self.outbox.identity(self._here, EmailIdentity)
        if PolicyName in identity["policies"]:
            raise AlreadyExists(thing=f"Policy {PolicyName}")
        self.outbox.put_policy(self._here, identity, PolicyName, Policy)
        return {}

    @command
    def update_email_identity_policy(
        self, EmailIdentity: str | None = None, PolicyName: str | None = None, Policy: str | None = None
    ) -> Json:
        """Part: kept and shown; nobody is ever denied anything."""
        identity = self._with_policy(EmailIdentity, PolicyName)
        self.outbox.put_policy(self._here, identity, PolicyName, Policy)
        return {}

    @command
    def delete_email_identity_policy(self, EmailIdentity: str | None = None, PolicyName: str | None = None) -> Json:
        """Part: kept and shown; nobody is ever denied anything."""
        identity = self._with_policy(EmailIdentity, PolicyName)
        del identity["policies"][PolicyName]
        self.outbox.identity_changed(self._here, identity)
        return {}

    @query
    def get_email_identity_policies(self, EmailIdentity: str | None = None) -> Json:
        return {"Policies": self.outbox.identity(self._here, EmailIdentity)["policies"]}

    def _with_policy(self, name: str | None, policy: str | None) -> Json:
        identity = self.outbox.identity(self._here, name)
        if policy not in identity["policies"]:
            raise NotFound(thing=f"Policy {policy}")
        return identity


def _dkim(identity: Json) -> Json:
    if identity["kind"] == ADDRESS:
        return {
            "SigningEnabled": identity["signs"], "Status": NOT_STARTED, "SigningAttributesOrigin": "AWS_SES",
            "NextSigningKeyLength": "RSA_1024_BIT",
        }  # fmt: skip
    return {
        "SigningEnabled": identity["signs"], "Status": identity["status"], "Tokens": identity["dkim"],
        "SigningAttributesOrigin": "AWS_SES", "NextSigningKeyLength": KEY_LENGTH, "CurrentSigningKeyLength": KEY_LENGTH,
    }  # fmt: skip


def _mail_from(given: Json | None) -> Json:
    if given is None:
        return {"BehaviorOnMxFailure": "USE_DEFAULT_VALUE"}
    behaviour = "REJECT_MESSAGE" if given["rejects"] else "USE_DEFAULT_VALUE"
    return {
        "MailFromDomain": given["domain"], "MailFromDomainStatus": "SUCCESS", "BehaviorOnMxFailure": behaviour,
    }  # fmt: skip
