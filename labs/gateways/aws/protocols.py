"""Which protocol a request speaks: known from its address and headers, before anybody has read its body."""

from collections.abc import Mapping
from typing import Any, Protocol

from labs.gateways.aws import json10, query, rest_json
from labs.gateways.aws.addresses import Endpoint
from labs.gateways.aws.answers import Answer
from labs.gateways.aws.faults import Fault
from labs.gateways.aws.requests import Request
from labs.gateways.aws.wire import Operation, Service


class WireProtocol(Protocol):
    """What a protocol's file holds."""

    def find_operation(self, request: Request, services: Mapping[str, Service]) -> tuple[Service, Operation]: ...
    def parse(self, request: Request, service: Service, operation: Operation) -> dict[str, Any]: ...
    def result(self, value: dict[str, Any], service: Service, operation: Operation, request_id: str) -> Answer: ...
    def failure(self, fault: Fault, service: Service | None, request_id: str) -> Answer: ...


def protocol_of(endpoint: Endpoint | None, headers: Mapping[bytes, bytes]) -> WireProtocol:
    """A request that is nobody's is answered as the Query protocol would, unless it says that it is JSON."""
    if endpoint is not None and endpoint.rest:
        return rest_json
    if json10.TARGET in headers or headers.get(b"content-type", b"").startswith(json10.TYPE):
        return json10
    return query
