"""What SES tells of a mail in JSON: event records for configuration sets, notifications for identities."""

from typing import Any

Json = dict[str, Any]
SUBJECT = "Amazon SES Email Event Notification"
SENDER_MTA = "a8-70.smtp-out.amazonses.com"
USER_AGENT = "Amazon SES Mailbox Simulator"
SOURCE_IP, OUTGOING_IP, READER_IP = "192.0.2.1", "192.0.2.2", "192.0.2.3"
READER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def record(kind: str, key: str, detail: Json, mail: Json) -> Json:
    """An event record: `kind` as AWS writes it, `key` the member that holds `detail`."""
    return {"eventType": kind, "mail": mail, key: detail}


def notification(kind: str, key: str, detail: Json, mail: Json) -> Json:
    """The same for an identity's topic; it has no tags, and headers only where they are asked for."""
    return {"notificationType": kind, key: detail, "mail": mail}


def mail_object(mail: Json, sent: str, account: str, arn: str | None) -> Json:
    """What a record says of the mail itself, in AWS's order; `sent` is an ISO date, `arn` its identity's."""
    common = {**mail["common"], "messageId": mail["id"]}
    if mail["subject"]:
        common["subject"] = mail["subject"]
    return {
        "timestamp": sent, "source": mail["source"], **({"sourceArn": arn} if arn else {}),
        "sendingAccountId": account, "messageId": mail["id"], "destination": mail["destination"],
        "headersTruncated": mail["truncated"],
        "headers": [{"name": name, "value": value} for name, value in mail["headers"]],
        "commonHeaders": common, "tags": mail["tags"],
    }  # fmt: skip


def without_headers(mail: Json) -> Json:
    left_out = ("headers", "headersTruncated", "commonHeaders", "tags")
    return {name: value for name, value in mail.items() if name not in left_out}


def delivery(address: str, now: str, took_ms: int, said: str) -> Json:
    return {
        "timestamp": now, "processingTimeMillis": took_ms, "recipients": [address], "smtpResponse": said,
        "reportingMTA": SENDER_MTA,
    }  # fmt: skip


def bounce(address: str, now: str, feedback: str, kinds: tuple[str, str], said: Json | None) -> Json:
    """`kinds` are bounceType and bounceSubType; `said` is the mail server's answer, if it came to one."""
    recipient = {"emailAddress": address}
    if said is not None:
        recipient |= {"action": "failed", "status": said["status"], "diagnosticCode": said["text"]}
    return {
        "bounceType": kinds[0], "bounceSubType": kinds[1], "bouncedRecipients": [recipient], "timestamp": now,
        "feedbackId": feedback, "reportingMTA": f"dsn; {SENDER_MTA}",
    }  # fmt: skip


def complaint(address: str, now: str, feedback: str, suppressed: bool) -> Json:
    told: Json = {
        "complainedRecipients": [{"emailAddress": address}], "timestamp": now, "feedbackId": feedback,
        "complaintSubType": "OnAccountSuppressionList" if suppressed else None,
    }  # fmt: skip
    if not suppressed:
        told |= {"userAgent": USER_AGENT, "complaintFeedbackType": "abuse", "arrivalDate": now}
    return told


def delay(address: str, now: str, until: str, kind: str, said: Json) -> Json:
    recipient = {"emailAddress": address, "status": said["status"], "diagnosticCode": said["text"]}
    return {
        "timestamp": now, "delayType": kind, "expirationTime": until, "delayedRecipients": [recipient],
        "reportingMTA": SENDER_MTA,
    }  # fmt: skip


def subscription(name: str, now: str, before: Json, after: Json) -> Json:
    """`before` and `after` as `contacts.unsubscribe` has them. [AWS: SES developer guide, examples of event data]"""
    return {
        "contactList": name, "timestamp": now, "source": "UnsubscribeHeader", "newTopicPreferences": _wishes(after),
        "oldTopicPreferences": _wishes(before),
    }  # fmt: skip


def _wishes(wishes: Json) -> Json:
    chosen = wishes["preferences"].items()
    return {
        "unsubscribeAll": wishes["none"],
        "topicSubscriptionStatus": [
            {"topicName": topic, "subscriptionStatus": "OptIn" if status == "OPT_IN" else "OptOut"}
            for topic, status in chosen
        ],
    }


def opened(now: str) -> Json:
    """[AWS: SES developer guide, contents of event data, Open object]"""
    return {"ipAddress": READER_IP, "timestamp": now, "userAgent": READER_AGENT}


def clicked(now: str, link: Json) -> Json:
    """`link` as `tracking.links_in` has it. [AWS: SES developer guide, contents of event data, Click object]"""
    return {
        "ipAddress": READER_IP, "link": link["url"], "linkTags": link["tags"] or None, "timestamp": now,
        "userAgent": READER_AGENT,
    }  # fmt: skip
