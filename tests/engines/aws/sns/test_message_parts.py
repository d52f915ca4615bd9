"""What a message's attributes may be, with SNS's own complaints."""

from typing import Any

import pytest

from labs.engines.aws.errors.sns import ParameterValueInvalid
from labs.engines.aws.sns.message_parts import attributes_size, message_size

TEXT = {"DataType": "String", "StringValue": "x"}


def test_a_message_is_as_large_as_its_parts() -> None:
    attributes = {
        "color": {"DataType": "String", "StringValue": "빨강"},
        "size": {"DataType": "Number.int", "StringValue": "-1.5e3"},
        "raw": {"DataType": "Binary", "BinaryValue": "AAE="},
        "shops": {"DataType": "String.Array", "StringValue": '["a"]'},
    }
    sizes = (5 + 6 + 6) + (4 + 10 + 6) + (3 + 6 + 2) + (5 + 12 + 5)
    assert message_size("가", attributes) == 3 + sizes


@pytest.mark.parametrize(
    ("name", "attribute", "problem"),
    [
        ("x" * 257, TEXT, "Length of message attribute name must be less than 256 bytes."),
        (".a", TEXT, "Invalid message attribute name starting with character '.' was found."),
        ("a.", TEXT, "Invalid message attribute name ending with character '.' was found."),
        ("a..b", TEXT, "Message attribute name can not have successive '.' character."),
        (
            "a b", TEXT,
            "Invalid non-alphanumeric character '#x20' was found in the message attribute name. Can only include"
            " alphanumeric characters, hyphens, underscores, or dots.",
        ),
        (
            "a", {"DataType": "Text", "StringValue": "x"},
            "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is"
            " Binary, Number, and String.",
        ),
        (
            "a", "x",
            "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is"
            " Binary, Number, and String.",
        ),
        (
            "a", {"DataType": "Binary", "StringValue": "x"},
            "The message attribute 'a' with type 'Binary' must use field 'Binary'.",
        ),
        (
            "a", {"DataType": "String", "StringValue": ""},
            "The message attribute 'a' must contain non-empty message attribute value for message attribute type"
            " 'String'.",
        ),
        (
            "a", {"DataType": "Number", "StringValue": "many"},
            "Could not cast message attribute 'a' value to number.",
        ),
        ("a", {"DataType": "Binary", "BinaryValue": "~"}, "The message attribute 'a' is not base64."),
        ("a", {"DataType": "String", "StringValue": "\x00"}, "Invalid characters in the message attribute 'a'."),
    ],
)  # fmt: skip
def test_what_is_no_attribute(name: str, attribute: Any, problem: str) -> None:
    with pytest.raises(ParameterValueInvalid) as refused:
        attributes_size({name: attribute})
    assert str(refused.value) == problem
