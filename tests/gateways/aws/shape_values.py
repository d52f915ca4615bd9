"""Values of botocore's shapes, for hypothesis: those that fit, and those that do not."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from hypothesis import strategies as st

TEXTS = st.text("aZ 0.-_@/%&=+<>\"'\\é김\t\n", max_size=12)
DEPTH_MAX = 6
Named = Mapping[str, st.SearchStrategy[str]]
NOTHING: Named = {}


def fitting(shape: Shape, texts: st.SearchStrategy[str] = TEXTS, named: Named = NOTHING) -> st.SearchStrategy[Any]:
    """What boto3 takes for that shape; required members are there, others may be.

    `named` has likely texts for members of these names.
    """
    return _fitting(shape, texts, named, 0)


def _fitting(shape: Shape, texts: st.SearchStrategy[str], named: Named, depth: int) -> st.SearchStrategy[Any]:
    match shape:
        case StructureShape():
            return _structures(shape, texts, named, depth)
        case ListShape():
            return st.lists(_fitting(shape.member, texts, named, depth + 1), max_size=3)
        case MapShape():
            keys, values = (_fitting(part, texts, named, depth + 1) for part in (shape.key, shape.value))
            return st.dictionaries(keys, values, max_size=3)
    return _scalars(shape, texts)


def _structures(
    shape: StructureShape, texts: st.SearchStrategy[str], named: Named, depth: int
) -> st.SearchStrategy[Any]:
    one_only = shape.is_tagged_union
    deep = depth >= DEPTH_MAX and not one_only
    members = {name: shape.members[name] for name in shape.required_members} if deep else shape.members
    values = {
        name: _fitting(member, named[name] | texts if name in named else texts, named, depth + 1)
        for name, member in members.items()
    }
    if one_only:
        return st.one_of([st.fixed_dictionaries({name: value}) for name, value in values.items()])
    needed = {name: values.pop(name) for name in shape.required_members}
    return st.fixed_dictionaries(needed, optional=values)


def _scalars(shape: Shape, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    match shape.type_name:
        case "string":
            return (st.sampled_from(shape.enum) | texts) if shape.enum else texts
        case "blob":
            return st.binary(max_size=6)
        case "boolean":
            return st.booleans()
        case "integer" | "long":
            return st.integers(-3, 1_000_000)
        case "timestamp":
            return st.integers(0, 2_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
    return st.floats(-1e6, 1e6)
