"""Every action of every service, from boto3 to the engine and back: nothing is lost or changed on the way."""

import base64
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, Shape, StructureShape
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from labs.gateways.aws import app
from labs.gateways.aws.addresses import Endpoint
from labs.gateways.aws.wire import with_queue_urls
from labs.rooms.hub import Reply
from tests.gateways.aws.asgi_client import CODE, FakeHub
from tests.gateways.aws.in_process import ENDPOINT, SERVICES, client
from tests.gateways.aws.requesting import operation
from tests.gateways.aws.shape_values import fitting

ROOM = FakeHub()
HERE = Endpoint(CODE, ENDPOINT)
few = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(autouse=True)
def the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "hub", ROOM)


def drawn(service: str, which: str) -> st.SearchStrategy[tuple[str, Any]]:
    """(action, value) for the inputs or outputs ("input_shape", "output_shape") of a service's actions."""
    model = MODELS[service]
    shapes = {name: getattr(model.operation_model(name), which) for name in model.operation_names}
    known = {name: shape for name, shape in shapes.items() if shape is not None}
    return st.sampled_from(sorted(known)).flatmap(lambda name: st.tuples(st.just(name), fitting(known[name])))


def engines(shape: Shape, value: Any) -> Any:
    """A boto3 value as the engine has it: blobs in base64, moments in epoch seconds."""
    match shape:
        case StructureShape():
            return {name: engines(shape.members[name], each) for name, each in value.items()}
        case ListShape():
            return [engines(shape.member, each) for each in value]
        case MapShape():
            return {key: engines(shape.value, each) for key, each in value.items()}
    if shape.type_name == "blob":
        return base64.b64encode(value).decode()
    return value.replace(tzinfo=UTC).timestamp() if isinstance(value, datetime) else value


def filled(value: Any) -> Any:
    """Without what is empty, which a Query cannot say: a map, a list or a structure without members."""
    if isinstance(value, dict):
        inside = {key: filled(each) for key, each in value.items()}
        return {key: each for key, each in inside.items() if each not in ({}, [])}
    return [each for each in map(filled, value) if each != {}] if isinstance(value, list) else value


CLIENTS = {service: client(service, parameter_validation=False) for service in SERVICES}
MODELS = {service: made.meta.service_model for service, made in CLIENTS.items()}
METHODS = {service: {action: name for name, action in made.meta.method_to_api_mapping.items()}
           for service, made in CLIENTS.items()}  # fmt: skip


def ask(service: str, action: str, **args: Any) -> dict[str, Any]:
    answer = dict(getattr(CLIENTS[service], METHODS[service][action])(**args))
    del answer["ResponseMetadata"]
    return answer


@pytest.mark.parametrize("service", SERVICES)
def test_arguments_arrive_as_they_were_given(service: str) -> None:
    @few
    @given(drawn(service, "input_shape"))
    def look(asked: tuple[str, dict[str, Any]]) -> None:
        action, args = asked
        assume("" not in args.values() or service != "sesv2")  # a path with nothing in it is another path
        assume("EndpointId" not in args)  # of it boto3 makes a host's name, or refuses it itself
        ROOM.asked.clear()
        ROOM.reply = Reply(result={})
        expected = engines(MODELS[service].operation_model(action).input_shape, args)
        with suppress(ClientError):
            ask(service, action, **args)
        arrived = [filled(command.args) for command in ROOM.asked]
        lost = filled(expected) != expected  # a Query cannot say it
        assert arrived == [filled(expected)] or (lost and not arrived)

    look()


@pytest.mark.parametrize("service", SERVICES)
def test_results_arrive_as_the_engine_gave_them(service: str) -> None:
    @few
    @given(drawn(service, "output_shape"))
    def look(given: tuple[str, dict[str, Any]]) -> None:
        action, result = given
        shape = MODELS[service].operation_model(action).output_shape
        ROOM.reply = Reply(result=engines(shape, result))
        expected = with_queue_urls(operation(service, action), ROOM.reply.result, HERE)
        assert engines(shape, ask(service, action, **needed(service, action))) == expected

    look()


@pytest.mark.parametrize("service", SERVICES)
def test_every_action_reaches_its_method(service: str) -> None:
    for action in MODELS[service].operation_names:
        ROOM.asked.clear()
        ROOM.reply = Reply(result={})
        ask(service, action, **needed(service, action))
        assert ROOM.asked[0].name == f"{service}.{METHODS[service][action]}"


def needed(service: str, action: str) -> dict[str, Any]:
    shape = MODELS[service].operation_model(action).input_shape
    return {name: simplest(shape.members[name]) for name in shape.required_members} if shape else {}


def simplest(shape: Shape) -> Any:
    """A value with as little in it as a Query can say."""
    match shape:
        case StructureShape():
            members = shape.required_members or list(shape.members)[:1]
            return {name: simplest(shape.members[name]) for name in members}
        case ListShape():
            return [simplest(shape.member)]
        case MapShape():
            return {simplest(shape.key): simplest(shape.value)}
    simple = {"blob": b"x", "boolean": True, "integer": 1, "long": 1, "timestamp": datetime(2026, 1, 1, tzinfo=UTC)}
    return simple.get(shape.type_name, "x" if shape.type_name == "string" else 1.0)
