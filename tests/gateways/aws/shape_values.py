"""Values of botocore's shapes, for hypothesis: those that fit, and those that do not."""

from datetime import UTC, datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from hypothesis import strategies as st

TEXTS = st.text("aZ 0.-_@/%&=+<>\"'\\é김\t\n", max_size=12)
DEPTH_MAX = 6


def fitting(shape: Shape, texts: st.SearchStrategy[str] = TEXTS, depth: int = 0) -> st.SearchStrategy[Any]:
    """What boto3 takes for that shape; required members are there, others may be."""
    match shape:
        case StructureShape():
            members = (
                shape.members if depth < DEPTH_MAX else {name: shape.members[name] for name in shape.required_members}
            )
            values = {name: fitting(member, texts, depth + 1) for name, member in members.items()}
            needed = {name: values.pop(name) for name in shape.required_members}
            if shape.is_document_type or getattr(shape, "is_tagged_union", False):
                return st.sampled_from(sorted(values)).flatmap(lambda name: st.fixed_dictionaries({name: values[name]}))
            return st.fixed_dictionaries(needed, optional=values)
        case ListShape():
            return st.lists(fitting(shape.member, texts, depth + 1), max_size=3)
        case MapShape():
            return st.dictionaries(fitting(shape.key, texts), fitting(shape.value, texts, depth + 1), max_size=3)
    return _scalars(shape, texts)


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
