"""AWS JSON 1.0: the operation in the header X-Amz-Target, JSON objects both ways. SQS speaks it."""

from collections.abc import Mapping
from typing import Any

import orjson

from labs.gateways.aws.answers import Answer, Headers
from labs.gateways.aws.faults import Fault, UnknownOperation, WrongMethod
from labs.gateways.aws.json_shapes import reader
from labs.gateways.aws.json_text import object_in
from labs.gateways.aws.requests import Request
from labs.gateways.aws.scalars import WrongType
from labs.gateways.aws.wire import Operation, Service

TYPE = b"application/x-amz-json-1.0"
TARGET = b"x-amz-target"
HEADERS: Headers = [(b"content-type", TYPE)]


def find_operation(request: Request, services: Mapping[str, Service]) -> tuple[Service, Operation]:
    """Raises WrongMethod and UnknownOperation."""
    if request.method != "POST":
        raise WrongMethod(method=request.method)
    target = request.headers.get(TARGET, b"").decode("latin-1")
    prefix, _, action = target.partition(".")
    for service in services.values():
        if service.target_prefix == prefix and action in service.operations:
            return service, service.operations[action]
    raise UnknownOperation(action=action or target)


def parse(request: Request, service: Service, operation: Operation) -> dict[str, Any]:
    """The parameters, checked against the model. Raises Malformed, MissingParameter, InvalidContents."""
    if operation.model.input_shape is None:
        return {}
    try:
        return reader(operation.model.input_shape)(object_in(request.body))  # type: ignore[no-any-return]
    except WrongType as error:
        raise error.as_fault() from None


def result(value: dict[str, Any], service: Service, operation: Operation, request_id: str) -> Answer:
    return Answer(200, HEADERS, orjson.dumps(value))


def failure(fault: Fault, service: Service | None, request_id: str) -> Answer:
    """An error as AWS writes it: its type in the body, the Query protocol's code for older programs in a header."""
    said = fault.said_by(service.name if service else "")
    side = "Sender" if fault.sender else "Receiver"
    headers = [*HEADERS, (b"x-amzn-query-error", f"{said.query_code};{side}".encode("latin-1"))]
    modelled = service is not None and said.code in service.errors
    space = f"com.amazonaws.{service.name}" if service is not None and modelled else "com.amazon.coral.service"
    return Answer(said.status, headers, orjson.dumps({"__type": f"{space}#{said.code}", "message": said.text}))
