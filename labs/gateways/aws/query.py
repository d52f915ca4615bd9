"""The Query protocol: the action and its parameters in a form or a query string, XML back.

SNS, SES v1 and STS speak it, and SQS with programs that are older than its JSON.
"""

from collections.abc import Mapping
from typing import Any

from botocore.model import StructureShape

from labs.gateways.aws.answers import Answer, Headers
from labs.gateways.aws.faults import Fault, Malformed, MissingAction, UnknownOperation, WrongMethod
from labs.gateways.aws.forms import form_reader, tree_of
from labs.gateways.aws.query_names import names_of
from labs.gateways.aws.requests import Request
from labs.gateways.aws.scalars import WrongType
from labs.gateways.aws.wire import Operation, Service
from labs.gateways.aws.xml_shapes import members_writer, text

METHODS = ("POST", "GET", "HEAD")
HEADERS: Headers = [(b"content-type", b"text/xml")]
QUEUE_URL = "QueueUrl"


def find_operation(request: Request, services: Mapping[str, Service]) -> tuple[Service, Operation]:
    """By Action and Version; without a version the signature names the service.

    Raises WrongMethod, Malformed, MissingAction, UnknownOperation.
    """
    if request.method not in METHODS:
        raise WrongMethod(method=request.method)
    tree = request.form = tree_of("&".join(filter(None, (request.query, _form(request.body)))))
    action, version = tree.get("Action"), tree.get("Version")
    if not isinstance(action, str) or not action:
        raise MissingAction
    service = _service(request, services, version)
    if service is None or action not in service.operations:
        raise UnknownOperation(action=action)
    return service, service.operations[action]


def _form(body: bytes) -> str:
    try:
        return body.decode("ascii")
    except UnicodeDecodeError:  # some programs do not escape what they send
        try:
            return body.decode()
        except UnicodeDecodeError:
            raise Malformed(problem="The request is not UTF-8.") from None


def _service(request: Request, services: Mapping[str, Service], version: Any) -> Service | None:
    for service in services.values():
        if service.query_space and service.version == version:
            return service
    if version is None and request.credentials is not None:
        signed_for = services.get(request.credentials.service)
        return signed_for if signed_for is not None and signed_for.query_space else None
    return None


def parse(request: Request, service: Service, operation: Operation) -> dict[str, Any]:
    """The parameters, checked against the model. Raises Malformed, MissingParameter, InvalidContents."""
    shape = operation.model.input_shape
    if shape is None:
        return {}
    if request.endpoint.queue and QUEUE_URL in shape.members:  # older programs ask at the queue's own address
        request.form.setdefault(QUEUE_URL, request.endpoint.queue)
    try:
        return form_reader(shape, names_of(service.name))(request.form)  # type: ignore[no-any-return]
    except WrongType as error:
        raise error.as_fault() from None


def result(value: dict[str, Any], service: Service, operation: Operation, request_id: str) -> Answer:
    """The result in the element that the model wraps it in; SQS's JSON model names none, but the rule is the same."""
    action, shape = operation.model.name, operation.model.output_shape
    pieces = [f'<?xml version="1.0"?>\n<{action}Response xmlns="{service.query_space}">']
    if isinstance(shape, StructureShape):
        wrapper = shape.serialization.get("resultWrapper", f"{action}Result")
        pieces.append(f"<{wrapper}>")
        members_writer(shape, names_of(service.name))(value, pieces)
        pieces.append(f"</{wrapper}>")
    pieces.append(f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{action}Response>")
    return Answer(200, HEADERS, "".join(pieces).encode())


def failure(fault: Fault, service: Service | None, request_id: str) -> Answer:
    said = fault.said_by(service.name if service else "")
    space = f' xmlns="{service.query_space}"' if service else ""
    detail = "<Detail/>" if service and service.name == "sqs" else ""
    return Answer(
        said.status, HEADERS,
        f'<?xml version="1.0"?>\n<ErrorResponse{space}><Error><Type>{"Sender" if fault.sender else "Receiver"}</Type>'
        f"<Code>{text(said.query_code)}</Code><Message>{text(said.text)}</Message>{detail}</Error>"
        f"<RequestId>{request_id}</RequestId></ErrorResponse>".encode(),
    )  # fmt: skip
