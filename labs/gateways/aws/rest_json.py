"""REST with JSON: method and path name the operation, parameters in path, query string and body. SES v2 speaks it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qs, unquote

import orjson
from botocore.model import ListShape, MapShape, StructureShape

from labs.gateways.aws.answers import Answer, Headers
from labs.gateways.aws.faults import Fault, Malformed, UnknownOperation
from labs.gateways.aws.json_shapes import reader
from labs.gateways.aws.json_text import object_in
from labs.gateways.aws.requests import Request
from labs.gateways.aws.scalars import WrongType
from labs.gateways.aws.text_shapes import text_reader
from labs.gateways.aws.wire import Operation, Service

HEADERS: Headers = [(b"content-type", b"application/json")]
FIELDS_MAX = 200
# Two lists that today's clients ask for with POST, older ones in this way.
ALSO = {
    ("GET", "/v2/email/identities"): "ListEmailIdentities",
    ("GET", "/v2/email/configuration-sets"): "ListConfigurationSets",
}
Segments = tuple[str, ...]
Route = tuple[Segments, Operation]


def find_operation(request: Request, services: Mapping[str, Service]) -> tuple[Service, Operation]:
    """Raises UnknownOperation."""
    service = services["sesv2"]
    asked = _segments(request.endpoint.rest)
    method = "GET" if request.method == "HEAD" else request.method
    for template, operation in _routes(service).get((method, len(asked)), []):
        if all(part == given or (part.startswith("{") and given) for part, given in zip(template, asked, strict=True)):
            return service, operation
    raise UnknownOperation(action=f"{request.method} {request.endpoint.rest}")


def _segments(path: str) -> Segments:
    return tuple(path.strip("/").split("/"))


@cache
def _routes(service: Service) -> dict[tuple[str, int], list[Route]]:
    """Templates of a method and length, those with the fewest places for names first."""
    lines = [(each.model.http["method"], each.model.http["requestUri"], each) for each in service.operations.values()]
    lines += [(method, path, service.operations[name]) for (method, path), name in ALSO.items()]
    routes: dict[tuple[str, int], list[Route]] = {}
    for method, path, operation in sorted(lines, key=lambda line: line[1].count("{")):
        segments = _segments(path)
        routes.setdefault((method, len(segments)), []).append((segments, operation))
    return routes


def parse(request: Request, service: Service, operation: Operation) -> dict[str, Any]:
    """The parameters, checked against the model. Raises Malformed, MissingParameter, InvalidContents."""
    shape = operation.model.input_shape
    if shape is None:
        return {}
    try:
        located = {**_in_query(request, shape), **_in_path(request, operation)}
        return reader(shape)({**object_in(request.body), **located})  # type: ignore[no-any-return]
    except WrongType as error:
        raise error.as_fault() from None


def _in_path(request: Request, operation: Operation) -> dict[str, str]:
    template = _segments(operation.model.http["requestUri"])
    given = dict(zip(template, _segments(request.endpoint.rest), strict=False))
    places = _placed(operation.model.input_shape, "uri")
    try:
        return {name: unquote(given[f"{{{place}}}"], errors="strict") for place, (name, _) in places.items()}
    except UnicodeDecodeError:
        raise Malformed(problem="The address is not UTF-8.") from None


def _in_query(request: Request, shape: StructureShape) -> dict[str, Any]:
    """A GET has no body: there, the query string may hold every parameter."""
    try:
        given = parse_qs(request.query, keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX)
    except ValueError:
        raise Malformed(problem="The query string is not valid.") from None
    places = _placed(shape, "querystring")
    if request.method in ("GET", "HEAD"):
        places = {**_placed(shape, None), **places}
    return {name: read(given[place]) for place, (name, read) in places.items() if place in given}


@cache
def _placed(shape: StructureShape, location: str | None) -> dict[str, tuple[str, Callable[[list[str]], Any]]]:
    """Members that travel there: their name there -> (member, reader of the texts found under it)."""
    found = {}
    for name, member in shape.members.items():
        if member.serialization.get("location") == location and _is_text(member):
            found[member.serialization.get("name", name)] = (name, _texts_reader(member))
    return found


def _is_text(shape: Any) -> bool:
    item = shape.member if isinstance(shape, ListShape) else shape
    return not isinstance(item, (StructureShape, ListShape, MapShape))


def _texts_reader(shape: Any) -> Callable[[list[str]], Any]:
    if isinstance(shape, ListShape):
        read_item = text_reader(shape.member)
        return lambda texts: [read_item(each) for each in texts]
    read = text_reader(shape)
    return lambda texts: read(texts[-1])


def result(value: dict[str, Any], service: Service, operation: Operation, request_id: str) -> Answer:
    return Answer(200, HEADERS, orjson.dumps(value))


def failure(fault: Fault, service: Service | None, request_id: str) -> Answer:
    said = fault.said_by("sesv2")
    headers = [*HEADERS, (b"x-amzn-errortype", said.code.encode("latin-1"))]
    return Answer(said.status, headers, orjson.dumps({"message": said.text}))
