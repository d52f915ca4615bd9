"""Parameters of a Query request: from a form to a tree of names, and from there to what a botocore shape says.

A tree is a dict by the parts of dotted names, with texts at its ends: `Tags.member.1.Key=a` is
{"Tags": {"member": {"1": {"Key": "a"}}}}.
"""

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from botocore.model import ListShape, MapShape, Shape, StructureShape

from labs.gateways.aws.faults import Malformed
from labs.gateways.aws.query_names import Names
from labs.gateways.aws.scalars import WrongType, check_required, read_member
from labs.gateways.aws.text_shapes import text_reader

FIELDS_MAX = 5_000
PARTS_MAX = 20  # of a dotted name
Tree = dict[str, Any]
Reader = Callable[[Any], Any]


def tree_of(form: str) -> Tree:
    """Raises Malformed."""
    try:
        pairs = parse_qsl(form, keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX)
    except ValueError:
        raise Malformed(problem="The request is not a valid form, or has too many parameters.") from None
    tree: Tree = {}
    for name, text in pairs:
        _put(tree, name.split(".", PARTS_MAX), text)
    return tree


def _put(tree: Tree, parts: list[str], text: str) -> None:
    for part in parts[:-1]:
        tree = tree.setdefault(part, {})
        if type(tree) is not dict:
            raise Malformed(problem=f"Start of structure or map found where not expected: {part}")
    if type(tree.get(parts[-1])) is dict:
        raise Malformed(problem=f"Unexpected value where a structure or map was started: {parts[-1]}")
    tree[parts[-1]] = text


@cache
def form_reader(shape: Shape, names: Names) -> Reader:
    """A function from a tree to what the engine takes. Raises WrongType, MissingParameter and InvalidContents."""
    match shape:
        case StructureShape():
            return _structure(shape, names)
        case ListShape():
            return _list(shape, names)
        case MapShape():
            return _map(shape, names)
    read_text = text_reader(shape)

    def read(value: Any) -> Any:
        if type(value) is dict:
            raise WrongType(value, "a value")
        return read_text(value)

    return read


def _structure(shape: StructureShape, names: Names) -> Reader:
    members = [(name, names.of_member(name, each), form_reader(each, names)) for name, each in shape.members.items()]
    required = tuple(shape.required_members)

    def read(value: Any) -> dict[str, Any]:
        tree, known = _inside(value, "a Structure"), {}
        for name, tag, reader in members:
            if tag in tree:
                known[name] = read_member(name, reader, tree[tag])
        check_required(required, known)
        return known

    return read


def _list(shape: ListShape, names: Names) -> Reader:
    items, item = names.of_items(shape), form_reader(shape.member, names)

    def read(value: Any) -> list[Any]:
        return [item(each) for each in _numbered(_inside(value, "a List"), items)]

    return read


def _map(shape: MapShape, names: Names) -> Reader:
    entry, key_tag, value_tag = names.of_entries(shape)
    key, value_reader = form_reader(shape.key, names), form_reader(shape.value, names)

    def read(value: Any) -> dict[str, Any]:
        entries = [_inside(each, "a Map") for each in _numbered(_inside(value, "a Map"), entry)]
        return {key(each.get(key_tag, "")): value_reader(each.get(value_tag, "")) for each in entries}

    return read


def _inside(value: Any, wanted: str) -> Tree:
    """Clients write an empty list, map or structure as `Name=`."""
    if value == "":
        return {}
    if type(value) is not dict:
        raise WrongType(value, wanted)
    return value


def _numbered(tree: Tree, items: str | None) -> list[Any]:
    """What stands under numbers, in their order; numbers may be left out."""
    if items is not None:
        tree = _inside(tree.get(items, ""), "a List")
    if not all(number.isascii() and number.isdigit() and len(number) < 10 for number in tree):
        raise WrongType(tree, "a List")
    return [tree[number] for number in sorted(tree, key=int)]
