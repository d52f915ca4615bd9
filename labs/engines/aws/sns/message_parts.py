"""What a message to SNS may consist of: its text, subject, attributes and group, with SNS's own complaints."""

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import InvalidParameter, ParameterValueInvalid
from labs.engines.aws.errors.sqs import InvalidMessageContents
from labs.engines.aws.message_attributes import check_text, is_number
from labs.engines.aws.service import Json

NAME_MAX_CHARACTERS = 256
STRUCTURE = "Message Structure -"
IN_NAMES = "Can only include alphanumeric characters, hyphens, underscores, or dots."
TYPES = "the set of supported type prefixes is Binary, Number, and String."

_name = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_not_in_names = re.compile(r"[^A-Za-z0-9_.-]")
_type = re.compile(r"(String|Number|Binary)(\.[^\s]{1,249})?")
_tag = re.compile(r"[A-Za-z0-9!-/:-@\[-`{-~]{1,128}")


def message_size(text: Any, attributes: Json | None) -> int:
    """Bytes of a message; raises InvalidParameter and ParameterValueInvalid."""
    if not text or not isinstance(text, str):
        raise InvalidParameter(problem="Empty message")
    try:
        size = len(check_text(text))
    except InvalidMessageContents:
        raise InvalidParameter(problem="Message") from None
    return size + attributes_size(attributes) if attributes else size


def check_subject(subject: Any) -> None:
    fits = isinstance(subject, str) and 0 < len(subject) <= limits.SUBJECT_MAX_CHARACTERS and subject.isprintable()
    if not fits:
        raise InvalidParameter(problem="Subject")


def read_structure(text: str) -> dict[str, str]:
    """The texts by protocol of a message with MessageStructure "json", of which one is the default."""
    texts = read_texts(text)
    if "default" not in texts:
        raise InvalidParameter(problem=f"{STRUCTURE} No default entry in JSON message body")
    return texts


def read_texts(text: str) -> dict[str, str]:
    """What is no text is left out."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidParameter(problem=f"{STRUCTURE} JSON message body failed to parse") from None
    fields = given.items() if isinstance(given, dict) else ()
    return {name: value for name, value in fields if isinstance(value, str)}


def check_tag(parameter: str, value: Any) -> None:
    """A message's group or deduplication id."""
    if not isinstance(value, str) or not _tag.fullmatch(value):
        reason = f"{parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length"
        raise InvalidParameter(problem=f"{parameter} Reason: {reason}")


# Attributes


def attributes_size(attributes: Any) -> int:
    """Bytes of a message's attributes, of which there may be any number; raises ParameterValueInvalid."""
    if not isinstance(attributes, dict):
        raise ParameterValueInvalid(problem="Message attributes must be a map.")
    return sum(_attribute_size(name, value) for name, value in attributes.items())


def _attribute_size(name: str, attribute: Any) -> int:
    _check_name(name)
    kind = attribute.get("DataType") if isinstance(attribute, dict) else None
    if not isinstance(kind, str) or not _type.fullmatch(kind):
        raise ParameterValueInvalid(
            problem=f"The message attribute '{name}' has an invalid message attribute type, {TYPES}"
        )
    return len(name.encode()) + len(kind.encode()) + _value_size(name, kind, attribute)


def _check_name(name: str) -> None:
    if len(name) > NAME_MAX_CHARACTERS:
        raise ParameterValueInvalid(problem="Length of message attribute name must be less than 256 bytes.")
    if _name.fullmatch(name):
        return
    strange = _not_in_names.search(name)
    if name.startswith("."):
        problem = "Invalid message attribute name starting with character '.' was found."
    elif name.endswith("."):
        problem = "Invalid message attribute name ending with character '.' was found."
    elif strange:
        sign = f"#x{ord(strange.group()):X}"
        problem = f"Invalid non-alphanumeric character '{sign}' was found in the message attribute name. {IN_NAMES}"
    else:
        problem = "Message attribute name can not have successive '.' character."
    raise ParameterValueInvalid(problem=problem)


def _value_size(name: str, kind: str, attribute: Json) -> int:
    field = "BinaryValue" if kind.startswith("Binary") else "StringValue"
    other = "StringValue" if field == "BinaryValue" else "BinaryValue"
    value = attribute.get(field)
    if value is None and attribute.get(other):
        problem = f"The message attribute '{name}' with type '{kind}' must use field '{field.removesuffix('Value')}'."
        raise ParameterValueInvalid(problem=problem)
    if not isinstance(value, str) or not value:
        problem = "must contain non-empty message attribute value for message attribute type"
        raise ParameterValueInvalid(problem=f"The message attribute '{name}' {problem} '{kind}'.")
    return _binary_size(name, value) if field == "BinaryValue" else _text_size(name, kind, value)


def _binary_size(name: str, value: str) -> int:
    try:
        return len(b64decode(value, validate=True))
    except (NotBase64, ValueError):
        raise ParameterValueInvalid(problem=f"The message attribute '{name}' is not base64.") from None


def _text_size(name: str, kind: str, value: str) -> int:
    if kind.startswith("Number") and not is_number(value):
        raise ParameterValueInvalid(problem=f"Could not cast message attribute '{name}' value to number.")
    try:
        return len(check_text(value))
    except InvalidMessageContents:
        raise ParameterValueInvalid(problem=f"Invalid characters in the message attribute '{name}'.") from None
