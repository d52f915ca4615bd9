"""Taking mails: who may send what to whom, and what is kept of it."""

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import NotVerified, RateExceeded
from labs.engines.aws.service import Json
from labs.engines.aws.ses import drafts, mime, notices
from labs.engines.aws.ses.addresses import address_of, is_simulated
from labs.engines.aws.ses.contacts import check_contains
from labs.engines.aws.ses.delivery import Delivery
from labs.engines.aws.ses.identities import verified_owner
from labs.engines.aws.ses.mailboxes import UNSUBSCRIBED
from labs.engines.aws.ses.office import ATTEMPTS, REJECTS, Office, add_to_points
from labs.engines.aws.ses.tracking import links_in, tracked_in

FAILED_SHOWN_MAX = 10  # identities named in a refusal
SUBJECT_TOLD_CHARACTERS, SUBJECT_KEPT_CHARACTERS = 80, 998
HEADERS_KEPT_CHARACTERS = 10_240  # AWS repeats no more of them either


class Sending(Delivery):
    """A mail that is accepted has an id, and nothing more is promised."""

    def accept(self, region: str, given: Json) -> str:
        """The id of a mail that SES has taken; see `drafts`.

        Raises InvalidValue, NotVerified, SetDoesNotExist, NotFound (a contact list), AccountPaused, SetPaused,
        RateExceeded, QuotaExceeded.
        """
        office = self.office(region)
        recipients = drafts.check(given)
        owner = self._check_identities(region, office, given, recipients)
        set_name = given["set"] or office["identities"][owner]["set"]
        named_set = self.set_named(region, set_name) if set_name else None
        if given["list"]:
            topic = given["list"]["topic"]
            check_contains(self.list_named(region, given["list"]["name"]), [topic] if topic else [])
        self.check_may_send(region, office, named_set)
        if self.open + len(recipients) > limits.MAIL_RECIPIENTS_OPEN_MAX:
            raise RateExceeded
        of_quota = sum(not is_simulated(address) for address in recipients)
        self.take_allowance(region, office, len(recipients), of_quota)
        mail = self._keep(region, given, recipients, owner, named_set)
        self._announce(mail, recipients)
        self._send(mail, given, recipients)
        return str(mail["id"])

    def _check_identities(self, region: str, office: Office, given: Json, recipients: list[str]) -> str:
        """The identity that stands for the sender. Raises NotVerified."""
        source = address_of(given["source"])
        senders = {given["source"]: source}
        if given["return_path"]:
            senders[given["return_path"]] = address_of(given["return_path"])
        if not office["account"]["production"]:
            senders |= {address: address for address in recipients if not is_simulated(address)}
        failed = [shown for shown, address in senders.items() if verified_owner(office, address) is None]
        if failed:
            more = " ..." if len(failed) > FAILED_SHOWN_MAX else ""
            raise NotVerified(region=region.upper(), identities=", ".join(failed[:FAILED_SHOWN_MAX]) + more)
        owner = verified_owner(office, source)
        assert owner is not None
        return owner

    def _keep(self, region: str, given: Json, recipients: list[str], owner: str, named_set: Json | None) -> Json:
        set_name, links = named_set["name"] if named_set else None, links_in(given["html"] or "")
        calendar, now_us, unique = self.sim.calendar, self.sim.now_us, self.make_uuid("mail")
        identity = f"0100{calendar.epoch_ms(now_us):012x}-{unique}-000000"
        tracked = tracked_in(named_set, given, links)
        if given["list"] and len(recipients) == 1:  # SES puts its link into no other mail
            tracked.append(UNSUBSCRIBED)
        headers, truncated = _kept(given["headers"] if given["raw"] else mime.headers(given, unique[:8]))
        mail = self.mails[identity] = {
            "id": identity, "region": region, "at_us": now_us, "by": self.sim.caller, "operation": given["operation"],
            "source": given["source"], "return_path": given["return_path"], "identity": owner,
            "destination": recipients, "headers": headers, "truncated": truncated,
            "common": _common(given), "subject": given["subject"][:SUBJECT_KEPT_CHARACTERS],
            "text": _cut(given["text"]), "html": _cut(given["html"]), "set": set_name,
            "tags": self._tags(given, set_name), "list": given["list"], "template": given["template"],
            "trace": self.sim.trace or None, "held": len(recipients),
            "tracked": tracked, "links": links,
            "recipients": {address: {"state": "under_way", "tries": 0} for address in recipients},
        }  # fmt: skip
        self.open += len(recipients)
        self.office(region)["counts"]["accepted"] += len(recipients)
        return mail

    def _tags(self, given: Json, set_name: str | None) -> dict[str, list[str]]:
        tags = {"ses:operation": [given["operation"]]}
        if set_name:
            tags["ses:configuration-set"] = [set_name]
        tags["ses:source-ip"] = [notices.SOURCE_IP]
        tags["ses:from-domain"] = [address_of(given["source"]).rpartition("@")[2]]
        for tag in given["tags"]:
            tags.setdefault(tag["Name"], []).append(tag["Value"])
        return {**tags, "ses:caller-identity": [self.sim.caller.removeprefix("@") or "workshop"]}

    def _announce(self, mail: Json, recipients: list[str]) -> None:
        entity, by = self.entity_of(mail["region"]), self.sim.caller
        self.emit(
            "MailAccepted",
            mail=mail["id"], entity=entity, source=address_of(mail["source"]), recipients=len(recipients),
            subject=mail["subject"][:SUBJECT_TOLD_CHARACTERS], trace=mail["trace"], by=by,
        )  # fmt: skip
        if by.startswith("@"):
            self.show_participant(by, entity, [{"trace": mail["trace"], "again": False}])

    def _send(self, mail: Json, given: Json, recipients: list[str]) -> None:
        office, region = self.office(mail["region"]), mail["region"]
        if drafts.has_virus(given):
            add_to_points(office, self.sim.now_us, REJECTS)
            self.emit("MailRejected", mail=mail["id"], entity=self.entity_of(region), trace=mail["trace"])
            self.tell(mail, "Reject", "reject", {"reason": "Bad content"})
            self.end_all(mail, "rejected")
            return
        self.tell(mail, "Send", "send", {})
        if given["failure"]:
            failure = {"errorMessage": given["failure"], "templateName": given["template"]}
            self.emit("MailNotRendered", mail=mail["id"], template=given["template"], trace=mail["trace"])
            self.tell(mail, "Rendering Failure", "failure", failure)
            self.end_all(mail, "unrendered")
            return
        work = self.chance("work")
        for address in recipients:
            if not is_simulated(address):
                add_to_points(office, self.sim.now_us, ATTEMPTS)
            self.call_later(work.uniform_us(*limits.SEND_US), "attempt", mail["id"], address)


def _common(given: Json) -> Json:
    """The headers that AWS repeats by name."""
    said = {"from": [given["source"]], "replyTo": given["reply_to"], "to": given["to"], "cc": given["cc"]}
    return {name: addresses for name, addresses in said.items() if addresses}


def _kept(headers: list[list[str]]) -> tuple[list[list[str]], bool]:
    """The first of the headers, and whether some are missing."""
    kept: list[list[str]] = []
    left = HEADERS_KEPT_CHARACTERS
    for name, value in headers:
        left -= len(name) + len(value)
        if left < 0:
            return kept, True
        kept.append([name, value])
    return kept, False


def _cut(text: str | None) -> str | None:
    return text and text[: limits.MAIL_TEXT_KEPT_CHARACTERS]
