"""AWS JSON 1.0: the operation in the header X-Amz-Target, JSON objects both ways. SQS speaks it."""

from collections.abc import Mapping
from typing import Any

import orjson

from labs.gateways.aws.answers import Answer, Headers
from labs.gateways.aws.faults import Fault, Malformed, UnknownOperation
from labs.gateways.aws.json_shapes import WrongType, reader
from labs.gateways.aws.wire import Operation, Service

TYPE = b"application/x-amz-json-1.0"
TARGET = b"x-amz-target"
HEADERS: Headers = [(b"content-type", TYPE)]


def find_operation(services: Mapping[str, Service], headers: Mapping[bytes, bytes]) -> tuple[Service, Operation]:
    """Raises UnknownOperation."""
    target = headers.get(TARGET, b"").decode("latin-1")
    prefix, _, action = target.partition(".")
    for service in services.values():
        if service.target_prefix == prefix and action in service.operations:
            return service, service.operations[action]
    raise UnknownOperation(action=action or target)


def parse(operation: Operation, body: bytes) -> dict[str, Any]:
    """The parameters, checked against the model. Raises Malformed, MissingParameter, InvalidContents."""
    try:
        value = orjson.loads(body) if body else {}
    except orjson.JSONDecodeError:
        raise Malformed(problem="The request is not valid JSON.") from None
    if operation.model.input_shape is None:
        return {}
    try:
        return reader(operation.model.input_shape)(value)  # type: ignore[no-any-return]
    except WrongType as error:
        raise error.as_fault() from None


def result(value: dict[str, Any]) -> Answer:
    return Answer(200, HEADERS, orjson.dumps(value))


def failure(fault: Fault, service: Service | None) -> Answer:
    """An error as AWS writes it: its type in the body, the Query protocol's code for older programs in a header."""
    side = "Sender" if fault.sender else "Receiver"
    headers = [*HEADERS]
    if service is None or service.query_compatible:
        headers.append((b"x-amzn-query-error", f"{fault.query_code};{side}".encode("latin-1")))
    modelled = service is not None and fault.code in service.errors
    space = f"com.amazonaws.{service.name}" if service is not None and modelled else "com.amazon.coral.service"
    return Answer(fault.status, headers, orjson.dumps({"__type": f"{space}#{fault.code}", "message": fault.message}))
