"""Mails on their way: each recipient is tried until a mail server has said yes or no, or time is up."""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.service import Json
from labs.engines.aws.ses import notices
from labs.engines.aws.ses.addresses import SIMULATOR, is_simulated, mailbox_of
from labs.engines.aws.ses.identities import is_verified
from labs.engines.aws.ses.mailboxes import AUTOMATIC, CLICKED, COMPLAINT, OPENED, SIMULATED, UNSUBSCRIBED
from labs.engines.aws.ses.publishing import Publishing
from labs.engines.aws.ses.suppression import suppression_of

OK, TEMPORARY, PERMANENT = 200, 400, 500
NO_ANSWER = {"code": 421, "status": "4.4.1", "text": "smtp; 421 4.4.1 Unable to connect to remote host"}
FULL = "4.2.2"
UNTRACKED = (COMPLAINT, AUTOMATIC)  # SES hears of these from mail servers; of the others by its image and links


class Delivery(Publishing):
    """What becomes of the mails."""

    def attempt(self, identity: str, address: str) -> None:
        mail = self.mails[identity]
        recipient = mail["recipients"][address]
        if not recipient["tries"] and self._is_kept_back(mail, address):
            return
        recipient["tries"] += 1
        self.request(
            "mailboxes", "receive", {"address": address}, reply="on_answer",
            context={"mail": identity, "address": address}, timeout_us=limits.MAIL_SERVER_TIMEOUT_US,
            trace=mail["trace"] or "",
            path=[self.entity_of(mail["region"]), self._mailboxes.entity_of(mailbox_of(address))],
        )  # fmt: skip

    def _is_kept_back(self, mail: Json, address: str) -> bool:
        """Some get nothing although the mail was accepted; that is told as a bounce or a complaint."""
        reason = suppression_of(self.office(mail["region"]), mail, address)
        local, _, domain = address.partition("@")
        if reason == "COMPLAINT":
            told = notices.complaint(address, self._now(), self._feedback(mail), suppressed=True)
            self.tell(mail, "Complaint", "complaint", told)
        elif reason is not None:
            self._tell_bounce(mail, address, ("Permanent", "OnAccountSuppressionList"), None)
        elif domain == SIMULATOR and local.partition("+")[0].lower() == "suppressionlist":
            self._tell_bounce(mail, address, ("Permanent", "Suppressed"), None)
        elif not self.wants(mail, address):
            self._tell_bounce(mail, address, ("Permanent", "UnsubscribedRecipient"), None)
        else:
            return False
        self.emit("MailSuppressed", **self._facts(mail, address))
        self._end(mail, address, "suppressed")
        return True

    def on_answer(self, context: Json, result: Any, error: Json | None) -> None:
        mail, address = self.mails[context["mail"]], context["address"]
        said: Json = NO_ANSWER if error is not None else result
        if said["code"] >= PERMANENT:
            self._bounced(mail, address, said)
        elif said["code"] >= TEMPORARY:
            self._delayed(mail, address, said)
        else:
            self._delivered(mail, address, said)

    def _delivered(self, mail: Json, address: str, said: Json) -> None:
        took_ms = (self.sim.now_us - mail["at_us"]) // 1_000
        self.emit("MailDelivered", **self._facts(mail, address))
        self.tell(mail, "Delivery", "delivery", notices.delivery(address, self._now(), took_ms, said["text"]))
        if self._counts(mail, address):
            self.count_result(mail["region"], mails=1)
        for kind in said.get("later", ()):
            if kind in mail["tracked"] or kind in UNTRACKED:
                mail["held"] += 1
                self.open += 1
                self.call_later(limits.FEEDBACK_US[kind], "on_feedback", mail["id"], address, kind)
        self._end(mail, address, "delivered")

    def on_feedback(self, identity: str, address: str, kind: str) -> None:
        """Somebody complains of a mail, is out of the office, opens it, clicks a link in it or wants no more."""
        mail = self.mails[identity]
        if kind == COMPLAINT:
            self._complained(mail, address)
        elif kind == AUTOMATIC:
            self._tell_bounce(mail, address, ("Transient", "General"), None)
        elif kind == OPENED:
            self._opened(mail, address)
        elif kind == CLICKED:
            self._clicked(mail, address)
        elif kind == UNSUBSCRIBED:
            self._unsubscribed(mail, address)
        self._let_go(mail)

    def _complained(self, mail: Json, address: str) -> None:
        self.office(mail["region"])["counts"]["complained"] += 1
        mail["recipients"][address]["complained"] = True
        self.emit("MailComplained", **self._facts(mail, address))
        feedback = self._feedback(mail)
        self.tell(mail, "Complaint", "complaint", notices.complaint(address, self._now(), feedback, suppressed=False))
        if not is_simulated(address):
            self.count_result(mail["region"], complaints=1)
            self.suppress_after(mail, address, "COMPLAINT", feedback)

    def _opened(self, mail: Json, address: str) -> None:
        mail["recipients"][address]["opened"] = True
        self.emit("MailOpened", **self._facts(mail, address))
        self.tell(mail, "Open", "open", notices.opened(self._now()))

    def _clicked(self, mail: Json, address: str) -> None:
        link = mail["links"][self.chance("links").below(len(mail["links"]))]
        mail["recipients"][address]["clicked"] = True
        self.emit("MailClicked", **self._facts(mail, address), link=link["url"])
        self.tell(mail, "Click", "click", notices.clicked(self._now(), link))

    def _unsubscribed(self, mail: Json, address: str) -> None:
        wishes = self.unsubscribe(mail["region"], mail["list"], address)
        if wishes is None:
            return
        self.emit("MailUnsubscribed", **self._facts(mail, address), list=mail["list"]["name"])
        told = notices.subscription(mail["list"]["name"], self._now(), *wishes)
        self.tell(mail, "Subscription", "subscription", told)

    def _bounced(self, mail: Json, address: str, said: Json) -> None:
        self.emit("MailBounced", **self._facts(mail, address), permanent=True, status=said["status"])
        feedback = self._tell_bounce(mail, address, ("Permanent", "General"), said)
        if self._counts(mail, address):
            self.count_result(mail["region"], mails=1, bounces=1)
        if address.partition("@")[0].partition("+")[0].lower() not in SIMULATED or not is_simulated(address):
            self.suppress_after(mail, address, "BOUNCE", feedback)
        self._end(mail, address, "bounced")

    def _delayed(self, mail: Json, address: str, said: Json) -> None:
        """SES tries again for up to 14 hours, or as long as the configuration set says."""
        tries, until_us = mail["recipients"][address]["tries"], self._until_us(mail)
        waits = limits.SOFT_RETRIES_US
        if tries > len(waits) or self.sim.now_us + waits[tries - 1] > until_us:
            self.emit("MailBounced", **self._facts(mail, address), permanent=False, status=said["status"])
            kind = "MailboxFull" if said["status"] == FULL else "General"
            self._tell_bounce(mail, address, ("Transient", kind), said)
            self._end(mail, address, "bounced")
            return
        self.emit("MailDelayed", **self._facts(mail, address), status=said["status"], tries=tries)
        kind = "MailboxFull" if said["status"] == FULL else "TransientCommunicationFailure"
        until = self.sim.calendar.iso(until_us)
        self.tell(mail, "DeliveryDelay", "deliveryDelay", notices.delay(address, self._now(), until, kind, said))
        self.call_later(waits[tries - 1], "attempt", mail["id"], address)

    def _until_us(self, mail: Json) -> int:
        named_set = self.office(mail["region"])["sets"].get(mail["set"]) or {"options": {}}
        seconds = (named_set["options"].get("DeliveryOptions") or {}).get("MaxDeliverySeconds")
        span_us = sum(limits.SOFT_RETRIES_US) + limits.MAIL_SERVER_TIMEOUT_US * len(limits.SOFT_RETRIES_US)
        return int(mail["at_us"] + (seconds * 1_000_000 if seconds else span_us))

    # Ends

    def end_all(self, mail: Json, state: str) -> None:
        for address in mail["destination"]:
            self._end(mail, address, state)

    def _end(self, mail: Json, address: str, state: str) -> None:
        mail["recipients"][address]["state"] = state
        self.office(mail["region"])["counts"][state] += 1
        self._let_go(mail)

    def _let_go(self, mail: Json) -> None:
        """Nothing more will be heard of one recipient; a mail of which nothing more is heard is kept for a while."""
        mail["held"] -= 1
        self.open -= 1
        if not mail["held"]:
            self.settled.append(mail["id"])
            while len(self.settled) > limits.MAILS_KEPT:
                del self.mails[self.settled.pop(0)]

    def _counts(self, mail: Json, address: str) -> bool:
        """Neither the mailbox simulator nor one's own domains tell anything of a sender."""
        identity = self.office(mail["region"])["identities"].get(address.rpartition("@")[2])
        return not is_simulated(address) and not (identity is not None and is_verified(identity))

    # What is said of them

    def _facts(self, mail: Json, address: str) -> Json:
        box = self._mailboxes.entity_of(mailbox_of(address))
        return {"mail": mail["id"], "to": address, "target": box, "trace": mail["trace"]}

    def _tell_bounce(self, mail: Json, address: str, kinds: tuple[str, str], said: Json | None) -> str:
        """The id of the feedback."""
        feedback = self._feedback(mail)
        self.tell(mail, "Bounce", "bounce", notices.bounce(address, self._now(), feedback, kinds, said))
        return feedback

    def _feedback(self, mail: Json) -> str:
        return f"{mail['id'][:16]}-{self.make_uuid('feedback')}-000000"

    def _now(self) -> str:
        return self.sim.calendar.iso(self.sim.now_us)
