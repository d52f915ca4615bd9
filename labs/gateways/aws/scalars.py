"""Values without parts, as every protocol has them once they are read, and what holds for all structures of them."""

from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from labs.gateways.aws.faults import InvalidContents, Malformed, MissingParameter

INTEGER_BITS = {"integer": 31, "long": 63}
FOUND = {str: "STRING_VALUE", bool: "BOOLEAN_VALUE", int: "NUMBER_VALUE", float: "NUMBER_VALUE", list: "START_ARRAY"}


class WrongType(Exception):
    """A value that does not fit its shape; `where` grows on the way out."""

    def __init__(self, value: Any, wanted: str) -> None:
        super().__init__()
        self.found = FOUND.get(type(value), "START_OBJECT")
        self.wanted = wanted
        self.where = ""

    def inside(self, member: str) -> None:
        self.where = f"{member}.{self.where}" if self.where else member

    def as_fault(self) -> Malformed:
        place = f" (parameter {self.where})" if self.where else ""
        return Malformed(problem=f"{self.found} can not be converted to {self.wanted}{place}")


def read_member(name: str, reader: Callable[[Any], Any], value: Any) -> Any:
    """Raises what the reader does, WrongType with the member's name in it."""
    try:
        return reader(value)
    except WrongType as error:
        error.inside(name)
        raise


def check_required(names: tuple[str, ...], given: dict[str, Any]) -> None:
    """Raises MissingParameter for the first member of a structure that is not there."""
    for name in names:
        if name not in given:
            raise MissingParameter(parameter=name)


def string(value: Any) -> str:
    """Raises WrongType and InvalidContents."""
    if not isinstance(value, str):
        raise WrongType(value, "a String")
    if "\0" in value:
        raise InvalidContents
    return value


def blob(value: Any) -> str:
    """Stays base64: commands hold JSON values only. Raises WrongType and InvalidContents."""
    text = string(value)
    try:
        a2b_base64(text, strict_mode=True)
    except (NotBase64, ValueError):
        raise WrongType(value, "a Blob: it is not base64") from None
    return text


def moment(text: str) -> float:
    """Epoch seconds of a moment in ISO 8601; without a zone it is UTC. Raises WrongType."""
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        raise WrongType(text, "a Timestamp") from None
