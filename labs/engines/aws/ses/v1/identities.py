"""Identities, as the older API calls them: verify, list, describe, delete; their DKIM, MAIL FROM and policies."""

from labs.engines.aws.errors.ses import InvalidValue
from labs.engines.aws.service import Json
from labs.engines.aws.ses.addresses import domain_of
from labs.engines.aws.ses.face import Face, page
from labs.engines.aws.ses.identities import ADDRESS, DOMAIN, known_as
from labs.engines.sim import command, query

KINDS = {"EmailAddress": ADDRESS, "Domain": DOMAIN}
LIST_MAX = 1_000


class IdentityActions(Face):
    """What the account may send from. Policies and the MAIL FROM domain are kept and shown, and change nothing."""

    @command
    def verify_email_identity(self, EmailAddress: str | None = None) -> Json:
        """Part: no mail with a link is sent: the address counts as verified after 10 s."""
        if "@" not in (EmailAddress or ""):
            raise InvalidValue(problem=f"Invalid email address<{EmailAddress}>.")
        self.outbox.ask_to_verify(self._here, EmailAddress or "")
        return {}

    @command
    def verify_email_address(self, EmailAddress: str | None = None) -> Json:
        """Part: no mail with a link is sent: the address counts as verified after 10 s."""
        return self.verify_email_identity(EmailAddress)

    @command
    def verify_domain_identity(self, Domain: str | None = None) -> Json:
        """Part: no DNS is looked at: a domain counts as verified after a minute."""
        identity = self.outbox.ask_to_verify(self._here, domain_of(Domain or ""))
        return {"VerificationToken": identity["token"]}

    @command
    def verify_domain_dkim(self, Domain: str | None = None) -> Json:
        """Part: no DNS is looked at: a domain counts as verified after a minute; no mail is signed."""
        identity = self.outbox.ask_to_verify(self._here, domain_of(Domain or ""))
        return {"DkimTokens": identity["dkim"]}

    @command
    def delete_identity(self, Identity: str | None = None) -> Json:
        """Also the second time."""
        self.outbox.drop_identity(self._here, Identity or "")
        return {}

    @command
    def delete_verified_email_address(self, EmailAddress: str | None = None) -> Json:
        return self.delete_identity(EmailAddress)

    @query
    def list_identities(
        self, IdentityType: str | None = None, NextToken: str | None = None, MaxItems: int | None = None
    ) -> Json:
        if IdentityType not in (None, *KINDS):
            raise InvalidValue(problem=f"Invalid identity type: {IdentityType}.")
        identities = self.outbox.look(self._here)["identities"].values()
        names = [one["name"] for one in identities if IdentityType is None or one["kind"] == KINDS[IdentityType]]
        return page("Identities", names, NextToken, min(MaxItems or LIST_MAX, LIST_MAX))

    @query
    def list_verified_email_addresses(self) -> Json:
        identities = self.outbox.look(self._here)["identities"].values()
        names = [one["name"] for one in identities if one["kind"] == ADDRESS and one["status"] == "SUCCESS"]
        return {"VerifiedEmailAddresses": names}

    def known(self, names: list[str] | None) -> dict[str, Json]:
        """The identities among these names."""
        identities = self.outbox.look(self._here)["identities"]
        return {name: identities[known_as(name)] for name in names or [] if known_as(name) in identities}

    @query
    def get_identity_verification_attributes(self, Identities: list[str] | None = None) -> Json:
        return {"VerificationAttributes": {name: _verification(one) for name, one in self.known(Identities).items()}}

    # DKIM

    @query
    def get_identity_dkim_attributes(self, Identities: list[str] | None = None) -> Json:
        return {"DkimAttributes": {name: _dkim(one) for name, one in self.known(Identities).items()}}

    @command
    def set_identity_dkim_enabled(self, Identity: str | None = None, DkimEnabled: bool = False) -> Json:
        """Part: kept and shown; no mail is signed."""
        identity = self.outbox.own(self._here, Identity)
        identity["signs"] = DkimEnabled
        self.outbox.identity_changed(self._here, identity)
        return {}

    # MAIL FROM

    @command
    def set_identity_mail_from_domain(
        self, Identity: str | None = None, MailFromDomain: str | None = None, BehaviorOnMXFailure: str | None = None
    ) -> Json:
        """Part: the domain counts as verified at once; kept and shown, without effect on mails."""
        self.outbox.set_mail_from(
            self._here, self.outbox.own(self._here, Identity), MailFromDomain, BehaviorOnMXFailure == "RejectMessage"
        )
        return {}

    @query
    def get_identity_mail_from_domain_attributes(self, Identities: list[str] | None = None) -> Json:
        found = {name: one["mail_from"] for name, one in self.known(Identities).items() if one["mail_from"]}
        return {"MailFromDomainAttributes": {name: _mail_from(one) for name, one in found.items()}}

    # Policies

    @command
    def put_identity_policy(
        self, Identity: str | None = None, PolicyName: str | None = None, Policy: str | None = None
    ) -> Json:
        """Part: kept and shown; nobody is ever denied anything."""
        self.outbox.put_policy(self._here, self.outbox.own(self._here, Identity), PolicyName, Policy)
        return {}

    @command
    def delete_identity_policy(self, Identity: str | None = None, PolicyName: str | None = None) -> Json:
        """Also the second time.

        Part: kept and shown; nobody is ever denied anything.
        """
        self.outbox.own(self._here, Identity)["policies"].pop(PolicyName or "", None)
        return {}

    @query
    def list_identity_policies(self, Identity: str | None = None) -> Json:
        return {"PolicyNames": list(self.outbox.own(self._here, Identity)["policies"])}

    @query
    def get_identity_policies(self, Identity: str | None = None, PolicyNames: list[str] | None = None) -> Json:
        policies = self.outbox.own(self._here, Identity)["policies"]
        return {"Policies": {name: policies[name] for name in PolicyNames or [] if name in policies}}


def _verification(identity: Json) -> Json:
    token = {"VerificationToken": identity["token"]} if identity["kind"] == DOMAIN else {}
    return {"VerificationStatus": identity["status"].capitalize(), **token}


def _dkim(identity: Json) -> Json:
    started = identity["status"].capitalize() if identity["dkim"] else "NotStarted"
    tokens = {"DkimTokens": identity["dkim"]} if identity["dkim"] else {}
    return {"DkimEnabled": identity["signs"], "DkimVerificationStatus": started, **tokens}


def _mail_from(given: Json) -> Json:
    behaviour = "RejectMessage" if given["rejects"] else "UseDefaultValue"
    return {
        "MailFromDomain": given["domain"], "MailFromDomainStatus": "Success", "BehaviorOnMXFailure": behaviour,
    }  # fmt: skip
