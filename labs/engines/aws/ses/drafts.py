"""A mail as a client gave it, the same for both APIs and all their actions, checked as far as that needs no account.

A draft: {"operation", "source", "return_path", "reply_to", "to", "cc", "bcc", "destinations": overrides those three,
"subject", "text", "html", "headers": [[name, value]], "raw", "attachments": [bytes], "size", "set", "tags": [{"Name",
"Value"}], "list": None or {"name", "topic"}, "template": its name, "failure": why it could not be rendered,
"tracking": v2's overrides}.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import InvalidValue, MissingAttribute
from labs.engines.aws.service import Json
from labs.engines.aws.ses import mime
from labs.engines.aws.ses.addresses import address_of
from labs.engines.aws.ses.templates import Content, render_content

VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SET_HEADER, TAGS_HEADER = "x-ses-configuration-set", "x-ses-message-tags"
TO_CC_BCC = ("ToAddresses", "CcAddresses", "BccAddresses")

_tag_name = re.compile(r"[A-Za-z0-9_-]+")
_tag_value = re.compile(r"[A-Za-z0-9_.@-]+")


def draft(operation: str, source: str | None, **given: Any) -> Json:
    """A draft of what is given; what is left out is not in it."""
    empty: Json = {
        "return_path": None, "reply_to": [], "to": [], "cc": [], "bcc": [], "destinations": [], "subject": "",
        "text": None, "html": None, "headers": [], "raw": False, "attachments": [], "size": 0, "set": None, "tags": [],
        "list": None, "template": None, "failure": None, "tracking": {},
    }  # fmt: skip
    return {**empty, "operation": operation, "source": source or "", **given}


def addressed(destination: Json | None) -> Json:
    """The three lists of a `Destination`."""
    to, cc, bcc = ((destination or {}).get(name) or [] for name in TO_CC_BCC)
    return {"to": to, "cc": cc, "bcc": bcc}


def said(message: Json) -> Json:
    """The subject and bodies of a v1 `Message` or a v2 `Simple`. Raises InvalidValue."""
    body = message.get("Body") or {}
    text, html = ((body.get(name) or {}).get("Data") for name in ("Text", "Html"))
    if text is None and html is None:
        raise InvalidValue(problem="Empty body: the message must have a text or an HTML part.")
    return {"subject": (message.get("Subject") or {}).get("Data") or "", "text": text, "html": html}


def of_template(name: str | None, content: Content, data: Json) -> Json:
    """A rendered mail; data that lacks something is no refusal but a failure told later."""
    try:
        return {"template": name or "", **render_content(content, data)}
    except MissingAttribute as error:
        return {"template": name or "", "subject": "", "text": "", "failure": error.message}


def of_raw(encoded: str) -> Json:
    """What a mail in MIME says. Raises InvalidValue."""
    data = decoded(encoded)
    read = mime.read(data)
    source, attachments = read.pop("from"), read.pop("attachments")
    given = {name.lower(): value for name, value in reversed(read["headers"])}
    tags = [tag.partition("=") for tag in given.get(TAGS_HEADER, "").split(",") if tag.strip()]
    return {
        **read, "source": source, "raw": True, "size": len(data), "attachments": [data, *attachments],
        "set": given.get(SET_HEADER) or None,
        "tags": [{"Name": name.strip(), "Value": value.strip()} for name, _, value in tags],
    }  # fmt: skip


def decoded(encoded: str) -> bytes:
    """Raises InvalidValue."""
    try:
        return b64decode(encoded, validate=True)
    except (NotBase64, ValueError):
        raise InvalidValue(problem="Raw data is not base64.") from None


def check(given: Json) -> list[str]:
    """The bare addresses of all recipients, each once. Raises InvalidValue."""
    to = given["destinations"] or [*given["to"], *given["cc"], *given["bcc"]]
    if not given["source"]:
        raise InvalidValue(problem="Missing required header 'From'.")
    for one in [
        given["source"],
        *given["reply_to"][: limits.MAIL_RECIPIENTS_MAX],
        *([given["return_path"]] if given["return_path"] else []),
    ]:
        address_of(one)
    recipients = [address_of(one) for one in to]
    if not recipients:
        raise InvalidValue(problem="Missing required header 'To'.")
    if len(recipients) > limits.MAIL_RECIPIENTS_MAX:
        raise InvalidValue(problem=f"Recipient count exceeds {limits.MAIL_RECIPIENTS_MAX}.")
    if len(given["reply_to"]) > limits.MAIL_RECIPIENTS_MAX or len(given["tags"]) > limits.MAIL_TAGS_MAX:
        raise InvalidValue(problem="Too many addresses to reply to, or tags.")
    size = size_of(given)
    if size > limits.MAIL_MAX_BYTES:
        raise InvalidValue(problem=f"Message length is more than {limits.MAIL_MAX_BYTES} bytes long: '{size}'.")
    for tag in given["tags"]:
        _check_tag(tag.get("Name"), tag.get("Value"))
    return list(dict.fromkeys(recipients))


def size_of(given: Json) -> int:
    if given["raw"]:
        return int(given["size"])
    texts = [given["subject"], given["text"] or "", given["html"] or "", *(value for _, value in given["headers"])]
    return sum(len(text.encode()) for text in texts) + sum(map(len, given["attachments"]))


def has_virus(given: Json) -> bool:
    bodies = [(given["text"] or "").encode(), (given["html"] or "").encode(), *given["attachments"]]
    return any(VIRUS in body for body in bodies)


def _check_tag(name: str | None, value: str | None) -> None:
    for what, text in (("name", name), ("value", value)):
        if not text:
            raise InvalidValue(problem=f"The tag {what} must be specified.")
        if len(text) > limits.MAIL_TAG_MAX_CHARACTERS:
            raise InvalidValue(problem=f"Tag {what} cannot exceed {limits.MAIL_TAG_MAX_CHARACTERS} characters.")
    if not _tag_name.fullmatch(name or ""):
        allowed = "only alphanumeric ASCII characters, '_',  '-' are allowed."
        raise InvalidValue(problem=f"Invalid tag name <{name}>: {allowed}")
    if not _tag_value.fullmatch(value or ""):
        allowed = "only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed."
        raise InvalidValue(problem=f"Invalid tag value <{value}>: {allowed}")
