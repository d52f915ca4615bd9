"""Texts and attributes of messages, alike in SQS and SNS: what is allowed, how large it is, its MD5."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from contextlib import suppress
from hashlib import md5
from typing import Any

from labs.engines.aws.errors.sqs import InvalidMessageAttribute, InvalidMessageContents
from labs.engines.aws.limits import MESSAGE_ATTRIBUTES_MAX

# Python's own, where it was built with it, takes 1,900 machine instructions for a short text, OpenSSL's takes 4,800.
with suppress(ImportError):
    from _md5 import md5  # type: ignore[import-not-found, no-redef]

Json = dict[str, Any]

_not_xml = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_attribute_type = re.compile(r"(String|Number|Binary)(\.[^\s]{1,249})?")
_attribute_name = re.compile(r"[A-Za-z0-9_.-]{1,256}")
_number = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def check_text(text: str) -> bytes:
    """The UTF-8 bytes of a text that SQS accepts; raises InvalidMessageContents."""
    if not (text.isascii() and text.isprintable()) and _not_xml.search(text):
        raise InvalidMessageContents
    return text.encode()


def text_md5(data: bytes) -> str:
    return md5(data, usedforsecurity=False).hexdigest()


def check_attributes(attributes: Json) -> int:
    """The size in bytes of a message's attributes; raises InvalidMessageAttribute."""
    if len(attributes) > MESSAGE_ATTRIBUTES_MAX:
        problem = f"Number of message attributes [{len(attributes)}] exceeds the allowed maximum [10]."
        raise InvalidMessageAttribute(problem=problem)
    return sum(attribute_size(name, value) for name, value in attributes.items())


def attribute_size(name: str, attribute: Any) -> int:
    """Bytes of one attribute; raises InvalidMessageAttribute, InvalidMessageContents."""
    if not _attribute_name.fullmatch(name):
        raise InvalidMessageAttribute(problem=f"Message (user) attribute name '{name}' is invalid.")
    kind = attribute.get("DataType") if isinstance(attribute, dict) else None
    if not isinstance(kind, str) or not _attribute_type.fullmatch(kind):
        problem = (
            f"The type of message (user) attribute '{name}' is invalid."
            " You must use only the following supported type prefixes: Binary, Number, String."
        )
        raise InvalidMessageAttribute(problem=problem)
    field = "BinaryValue" if kind.startswith("Binary") else "StringValue"
    value = attribute.get(field)
    if not isinstance(value, str) or not value:
        problem = (
            f"Message (user) attribute '{name}' must contain a non-empty value of type '{kind.partition('.')[0]}'."
        )
        raise InvalidMessageAttribute(problem=problem)
    if kind.startswith("Number") and not is_number(value):
        problem = f"Can't cast the value of message (user) attribute '{name}' to a number."
        raise InvalidMessageAttribute(problem=problem)
    return len(name.encode()) + len(check_text(kind)) + len(_value_bytes(name, field, value))


def is_number(text: str) -> bool:
    """Whether a value may be one of type Number."""
    return _number.fullmatch(text) is not None


def _value_bytes(name: str, field: str, value: str) -> bytes:
    if field == "StringValue":
        return check_text(value)
    try:
        return b64decode(value, validate=True)
    except (NotBase64, ValueError):
        raise InvalidMessageAttribute(problem=f"Message (user) attribute '{name}' is not base64.") from None


def attributes_md5(attributes: Json) -> str:
    """AWS's digest: names ascending; of each its name, type, one byte for the kind of value, and value."""
    digest = md5(usedforsecurity=False)
    for name in sorted(attributes):
        attribute = attributes[name]
        field = "BinaryValue" if attribute["DataType"].startswith("Binary") else "StringValue"
        for part in (name.encode(), attribute["DataType"].encode()):
            digest.update(len(part).to_bytes(4, "big") + part)
        digest.update(b"\x02" if field == "BinaryValue" else b"\x01")
        value = _value_bytes(name, field, attribute[field])
        digest.update(len(value).to_bytes(4, "big") + value)
    return digest.hexdigest()


def wanted_attributes(attributes: Json, names: list[str]) -> Json:
    """The attributes that a receive asked for: "All", ".*", "prefix.*" or exact names."""
    if "All" in names or ".*" in names:
        return attributes
    prefixes = tuple(name[:-1] for name in names if name.endswith(".*"))
    return {name: value for name, value in attributes.items() if name in names or name.startswith(prefixes)}
