"""What members, lists and maps are called in the Query protocol, in requests and in answers.

    SNS, SES, STS   Tags.member.1.Key=…          <Tags><member><Key>…          as their models say
    SQS             Tag.1.Key=…                  <Tag><Key>…                   flattened: no element around the items

The model of SQS describes its JSON protocol; its older names are made by the rule they all follow.
"""

from typing import NamedTuple

from botocore.model import ListShape, MapShape, Shape


class MapNames(NamedTuple):
    """`entry` is None where an entry stands under the member's own name."""

    entry: str | None
    key: str
    value: str


class Names:
    """As the model has them."""

    def of_member(self, name: str, shape: Shape) -> str:
        return str(shape.serialization.get("name", name))

    def of_items(self, shape: ListShape) -> str | None:
        """None where items stand under the member's own name."""
        return str(shape.member.serialization.get("name", "member"))

    def of_entries(self, shape: MapShape) -> MapNames:
        key, value = (part.serialization.get("name") for part in (shape.key, shape.value))
        return MapNames("entry", key or "key", value or "value")


class SqsNames(Names):
    """A list has its shape's name (AttributeNameList: AttributeName.1), a map its member's (Tags: Tag.1)."""

    def of_member(self, name: str, shape: Shape) -> str:
        if isinstance(shape, ListShape):
            return str(shape.name).removesuffix("List")
        return name[:1].upper() + name[1:].removesuffix("s") if isinstance(shape, MapShape) else name

    def of_items(self, shape: ListShape) -> str | None:
        return None

    def of_entries(self, shape: MapShape) -> MapNames:
        return MapNames(None, "Key" if shape.name == "TagMap" else "Name", "Value")


SQS_NAMES, MODEL_NAMES = SqsNames(), Names()


def names_of(service: str) -> Names:
    return SQS_NAMES if service == "sqs" else MODEL_NAMES
