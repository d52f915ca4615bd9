"""AWS's services as botocore's models describe them: which operations there are, what they take, what they return.

What holds for every protocol is here; how a protocol writes it down is one file each: `json10`, `query`, `rest_json`.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import botocore
from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, StructureShape

from labs.gateways.aws.addresses import Endpoint

SERVICES = ("sqs", "sns", "ses", "sesv2", "sts")
# The model of SQS describes its JSON protocol only.
QUERY_SPACES = {"sqs": "http://queue.amazonaws.com/doc/2012-11-05/"}
WAIT = "WaitTimeSeconds"
WAIT_S_MAX = 20.0
# At rate 1 a wait ends at its simulated time: the wall clock only ends it where that does not come.
GRACE_S = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One action of a service; `method` is the engine's name for it, "sqs.send_message"."""

    model: OperationModel
    method: str
    action: str  # as people know it: "sqs:SendMessage"
    queue_urls: tuple[str, ...]  # members of the result that hold addresses
    may_wait: bool


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """A service's operations by name, and the errors its model knows."""

    name: str
    version: str  # "2012-11-05"
    target_prefix: str  # "AmazonSQS", of the header X-Amz-Target; "" for none
    query_space: str  # the namespace of its XML; "" where it does not speak the Query protocol
    operations: Mapping[str, Operation]
    errors: frozenset[str]


async def services() -> dict[str, Service]:
    """All services by name; read from disk once, by a thread, so that nobody's frames wait for it."""
    if not _read_services.cache_info().currsize:
        await asyncio.to_thread(_read_services)
    return _read_services()


@cache
def _read_services() -> dict[str, Service]:
    # Without botocore's default places: a model in somebody's home directory must not change the site.
    data = Path(botocore.__file__).parent / "data"
    loader = Loader(extra_search_paths=[str(data)], include_default_search_paths=False)
    return {name: _read_service(loader, name) for name in SERVICES}


def _read_service(loader: Loader, name: str) -> Service:
    model = ServiceModel(loader.load_service_model(name, "service-2"), name)
    return Service(
        name,
        version=model.metadata["apiVersion"],
        target_prefix=model.metadata.get("targetPrefix", ""),
        query_space=model.metadata.get("xmlNamespace", QUERY_SPACES.get(name, "")),
        operations={each: _operation(name, model.operation_model(each)) for each in model.operation_names},
        errors=frozenset(shape.name for shape in model.error_shapes),
    )


def _operation(service: str, model: OperationModel) -> Operation:
    return Operation(
        model,
        method=f"{service}.{xform_name(model.name)}",
        action=f"{service}:{model.name}",
        queue_urls=tuple(name for name in _members(model.output_shape) if name.lower() in ("queueurl", "queueurls")),
        may_wait=WAIT in _members(model.input_shape),
    )


def _members(shape: StructureShape | None) -> Mapping[str, Any]:
    return shape.members if shape is not None else {}


def wait_s(operation: Operation, args: dict[str, Any]) -> float:
    """How many seconds of wall time a call may wait for an answer; 0 where it does not ask to wait.

    Without WaitTimeSeconds the queue decides, and the most AWS allows is waited.
    """
    asked = args.get(WAIT, WAIT_S_MAX) if operation.may_wait else 0
    return min(asked, WAIT_S_MAX) + GRACE_S if asked > 0 else 0.0


def with_queue_urls(operation: Operation, result: dict[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    """The result with addresses this client can reach in place of the engine's."""
    if not operation.queue_urls:
        return result
    changed = dict(result)
    for member in operation.queue_urls:
        value = changed.get(member)
        if isinstance(value, str):
            changed[member] = endpoint.queue_url(value)
        elif value is not None:
            changed[member] = [endpoint.queue_url(url) for url in value]
    return changed
