"""Telling the account what became of its mails: to SNS topics, and by mail to the sender."""

import json
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.service import Json
from labs.engines.aws.ses import notices
from labs.engines.aws.ses.contacts import ContactLists
from labs.engines.aws.ses.sets import SNS

BY_TYPE = {"Rendering Failure": "RENDERING_FAILURE", "DeliveryDelay": "DELIVERY_DELAY"}


class Publishing(ContactLists):
    """Event destinations of configuration sets, topics of identities, forwarded feedback."""

    def tell(self, mail: Json, kind: str, key: str, detail: Json) -> None:
        """State an event of a mail to whom it may concern; see `notices.record`."""
        region, calendar = mail["region"], self.sim.calendar
        office, now_us = self.office(region), mail["at_us"]
        named_set, identity = office["sets"].get(mail["set"]), office["identities"].get(mail["identity"])
        arn = self.resource(region, "identity", mail["identity"]) if mail["identity"] else None
        about = notices.mail_object(mail, calendar.iso(now_us), self._account, arn)
        if kind == "Delivery":
            about["tags"] = {**mail["tags"], "ses:outgoing-ip": [notices.OUTGOING_IP]}
        kind_of_type = BY_TYPE.get(kind, kind.upper())
        for destination in named_set["destinations"].values() if named_set else ():
            if destination["Enabled"] and kind_of_type in destination["MatchingEventTypes"] and SNS in destination:
                text = json.dumps(notices.record(kind, key, detail, about), ensure_ascii=False)
                self.publish(region, destination[SNS]["TopicArn"], text, notices.SUBJECT)
        if identity is not None:
            self._tell_owner(mail, identity, kind, notices.notification(kind, key, detail, about))

    def _tell_owner(self, mail: Json, identity: Json, kind: str, told: Json) -> None:
        topic = identity["topics"].get(kind)
        if topic:
            if not identity["with_headers"].get(kind):
                told["mail"] = notices.without_headers(told["mail"])
            else:
                del told["mail"]["tags"]
            self.publish(mail["region"], topic, json.dumps(told, ensure_ascii=False), None)
        if kind in ("Bounce", "Complaint") and identity["forwarding"]:
            self.emit("FeedbackMailed", mail=mail["id"], about=kind, to=mail["return_path"] or mail["source"])

    def publish(self, region: str, topic: str, text: str, subject: str | None) -> None:
        args: Json = {"TopicArn": topic, "Message": text, **({"Subject": subject} if subject else {})}
        self.try_to_publish({"region": region, "args": args, "tries": 1})

    def try_to_publish(self, notice: Json) -> None:
        region, topic = notice["region"], notice["args"]["TopicArn"]
        known = self.topic_exists(region, topic)
        place = self.place_in(region, topic.rpartition(":")[2])
        self.request(
            "sns", "ask_in", {"region": region, "method": "publish", "args": notice["args"]}, reply="on_published",
            context=notice, trace="", path=[self.entity_of(region), f"sns/{place}"] if known else None,
        )  # fmt: skip

    def on_published(self, notice: Json, result: Any, error: Json | None) -> None:
        if error is None:
            return
        if error["data"].get("sender_fault") or notice["tries"] >= limits.MAIL_NOTICE_TRIES_MAX:
            topic = notice["args"]["TopicArn"].rpartition(":")[2]
            self.emit("MailNoticeLost", topic=topic, reason=error["code"])
            return
        self.call_later(limits.MAIL_NOTICE_PAUSE_US, "try_to_publish", {**notice, "tries": notice["tries"] + 1})
