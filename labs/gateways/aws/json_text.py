"""Bodies that are a JSON object."""

from typing import Any

import orjson

from labs.gateways.aws.faults import Malformed
from labs.gateways.aws.scalars import WrongType


def object_in(body: bytes) -> dict[str, Any]:
    """Nothing is an empty object. Raises Malformed and WrongType."""
    if not body:
        return {}
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Malformed(problem="The request is not valid JSON.") from None
    if type(value) is not dict:
        raise WrongType(value, "a Structure")
    return value
