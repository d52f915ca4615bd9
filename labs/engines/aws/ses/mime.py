"""Mails as MIME: reading what a client made itself, and writing the headers of what SES makes."""

from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from typing import Any

from labs.engines.aws.errors.ses import InvalidValue
from labs.engines.aws.ses.addresses import split

Json = dict[str, Any]
WEEKDAYS = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")  # 1970 began on a Thursday
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY_MS = 86_400_000
# What takes Python's parser long is refused or cut. [AWS: 500 parts]
NESTED_MAX, PART_LINES_MAX, HEADER_LINES_MAX = 50, 1_000, 500
HEADER_MAX_CHARACTERS = 2_000


def read(data: bytes) -> Json:
    """What a raw mail says, as a draft does; "from" for its "source", "attachments" as they are.

    Whatever is no MIME is text. Raises InvalidValue for what is nested or parted beyond measure.
    """
    _check_shape(data)
    message = message_from_bytes(data)
    headers = [[name, _words(value)] for name, value in message.items()]
    given = {name.lower(): value for name, value in reversed(headers)}
    parts = [part for part in message.walk() if not part.is_multipart()]
    attachments = [part for part in parts if part.get_content_disposition() == "attachment"]
    bodies = {part.get_content_type(): part for part in reversed(parts) if part not in attachments}
    return {
        "headers": headers, "from": given.get("from", ""), "to": split(given.get("to", "")),
        "cc": split(given.get("cc", "")), "bcc": split(given.get("bcc", "")),
        "reply_to": split(given.get("reply-to", "")), "return_path": given.get("return-path"),
        "subject": given.get("subject", ""),
        "text": _text(bodies["text/plain"]) if "text/plain" in bodies else None,
        "html": _text(bodies["text/html"]) if "text/html" in bodies else None,
        "attachments": [_payload(part) for part in attachments],
    }  # fmt: skip


def _check_shape(data: bytes) -> None:
    small = data.lower()
    ends = [at for at in (data.find(b"\n\n"), data.find(b"\n\r\n"), len(data)) if at >= 0]
    if (
        small.count(b"multipart/") + small.count(b"message/") > NESTED_MAX
        or data.count(b"\n--") > PART_LINES_MAX
        or data.count(b"\n", 0, min(ends)) + data.count(b"\r", 0, min(ends)) > 2 * HEADER_LINES_MAX
    ):
        raise InvalidValue(problem="The message has too many MIME parts or headers.")


def _words(value: Any) -> str:
    """A header's value with its encoded words decoded."""
    text = str(value)[:HEADER_MAX_CHARACTERS]
    try:
        words = "".join(_decoded(part, charset) for part, charset in decode_header(text))
    except HeaderParseError:
        words = text
    return " ".join(words.split())


def _decoded(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "latin-1", "replace")
    except (LookupError, ValueError):
        return part.decode("latin-1")


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message) -> str:
    try:
        return _payload(part).decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        return _payload(part).decode("utf-8", "replace")


def headers(draft: Json, mark: str) -> list[list[str]]:
    """The headers SES writes for a mail it was given in parts; `mark` makes the boundary of its parts."""
    rows = [["From", draft["source"]]]
    for name, addresses in (("Reply-To", draft["reply_to"]), ("To", draft["to"]), ("Cc", draft["cc"])):
        if addresses:
            rows.append([name, ", ".join(addresses)])
    rows += [["Subject", draft["subject"]], ["MIME-Version", "1.0"], ["Content-Type", content_type(draft, mark)]]
    if not _has_parts(draft):
        rows.append(["Content-Transfer-Encoding", "7bit"])
    return [*rows, *draft["headers"]]


def _has_parts(draft: Json) -> bool:
    return draft["text"] is not None and draft["html"] is not None


def content_type(draft: Json, mark: str) -> str:
    if _has_parts(draft):
        return f'multipart/alternative;  boundary="{boundary(mark)}"'
    return f"text/{'html' if draft['text'] is None else 'plain'}; charset=UTF-8"


def boundary(mark: str) -> str:
    return f"----=_Part_{mark}"


def write(draft: Json, sent: str, mark: str) -> str:
    """A whole mail of a subject and one or two bodies, as TestRenderTemplate shows it; `sent` is a `date`."""
    lines = [f"Date: {sent}", f"Subject: {draft['subject']}", "MIME-Version: 1.0"]
    lines.append(f"Content-Type: {content_type(draft, mark)}")
    if not _has_parts(draft):
        body = draft["text"] if draft["text"] is not None else draft["html"]
        return "\r\n".join([*lines, "Content-Transfer-Encoding: 7bit", "", body or "", ""])
    for kind, body in (("plain", draft["text"]), ("html", draft["html"])):
        lines += ["", f"--{boundary(mark)}", f"Content-Type: text/{kind}; charset=UTF-8"]
        lines += ["Content-Transfer-Encoding: 7bit", "", body]
    return "\r\n".join([*lines, "", f"--{boundary(mark)}--", ""])


def date(iso: str, epoch_ms: int) -> str:
    """A moment as mails write it: `Thu, 01 Jan 2026 00:00:00 +0000`; given both ways the calendar writes it."""
    weekday = WEEKDAYS[epoch_ms // DAY_MS % len(WEEKDAYS)]
    return f"{weekday}, {iso[8:10]} {MONTHS[int(iso[5:7]) - 1]} {iso[:4]} {iso[11:19]} +0000"
