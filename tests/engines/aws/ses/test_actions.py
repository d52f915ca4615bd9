"""Every action is one of AWS's, with AWS's own parameters; what is left out, and nothing else, is refused.

Of both APIs, each a face.py of the outbox.
"""

import inspect
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labs.engines.aws import Cloud
from labs.engines.sim import Command, EngineError, Query, Simulation, doors
from tests.engines.aws.ses.post import Post
from tests.engines.aws.ses.shapes import check_result, operations

SERVICES = ("ses", "sesv2", "sts")
# Parameters of actions that are done, which are refused: there are no tenants, endpoints of several regions, keys of
# one's own, nor anything that is known of addresses before they are sent to.
LEFT_OUT = {"TenantName", "EndpointId", "ValidationAttributes", "ValidationOptions", "MessageSecurityOptions"}
# What is no action of AWS, but of every service of the account.
OURS = {"ask_in"}


def methods(service: str) -> dict[str, str]:
    found = doors(type(Cloud(Simulation(1)).__dict__[service]))
    return {name: kind for name, kind in found.items() if name not in OURS}


@pytest.mark.parametrize("service", SERVICES)
def test_every_method_is_an_action_of_aws(service: str) -> None:
    known = operations(service)
    assert [name for name in methods(service) if name not in known] == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_parameter_is_aws_own_and_none_is_forgotten(service: str) -> None:
    part = Cloud(Simulation(1)).__dict__[service]
    for name in methods(service):
        shape = operations(service)[name].input_shape
        wanted = set(shape.members if shape else ()) - LEFT_OUT
        assert set(inspect.signature(getattr(part, name)).parameters) == wanted, name


@pytest.mark.parametrize("service", SERVICES)
def test_who_only_reads_is_a_query(service: str) -> None:
    reads = ("get_", "list_", "describe_", "test_render")
    for name, kind in methods(service).items():
        assert kind == ("query" if name.startswith(reads) else "command"), name


def values(shape: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values of a shape, most of them such as clients send."""
    kind = shape.type_name
    if kind == "structure" and depth < 4:
        members = {name: values(member, depth + 1) for name, member in shape.members.items() if name not in LEFT_OUT}
        required = {name: members.pop(name) for name in shape.required_members if name in members}
        return st.fixed_dictionaries(required, optional=members)
    if kind == "list" and depth < 4:
        return st.lists(values(shape.member, depth + 1), max_size=3)
    if kind == "map":
        return st.dictionaries(st.sampled_from(["a", "b"]), values(shape.value, depth + 1), max_size=2)
    if kind == "string":
        words = ["shop@example.com", "a@b.kr", "example.com", "x", "", "{}", '{"name": 1}', "Hi {{name}}", "all", "1"]
        return st.sampled_from([*(shape.enum or ()), *words]) | st.text(max_size=20)
    if kind == "blob":
        return st.sampled_from(["", "eA==", "!", "RnJvbTogYUBiLmtyClRvOiBhQGIua3IKCng="])
    if kind == "boolean":
        return st.booleans()
    if kind in ("integer", "long"):
        return st.integers(-10, 2_000)
    return st.floats(0, 2e9) if kind != "structure" else st.just({})


CALLS = {
    service: st.sampled_from([name for name in sorted(methods(service)) if operations(service)[name].input_shape])
    .flatmap(lambda name, service=service: st.tuples(  # type: ignore[misc]
        st.just(f"{service}.{name}"), values(operations(service)[name].input_shape)
    ))
    for service in ("ses", "sesv2")
}  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(CALLS["ses"] | CALLS["sesv2"], min_size=10, max_size=30))
def test_whatever_clients_send_is_done_or_refused_and_never_breaks_a_room(calls: list[tuple[str, dict]]) -> None:
    post = Post()
    post.have_verified("shop@example.com", "b.kr")
    post.v2("create_configuration_set", ConfigurationSetName="all")
    post.v2("create_email_template", TemplateName="x", TemplateContent={"Subject": "{{name}}", "Text": "x"})
    sim = post.world.sim
    for action, args in calls:
        service, _, name = action.partition(".")
        if methods(service)[name] == "command":
            reply = sim.execute(Command(action, args, "kim"))
            if reply.error is None:
                check_result(action, reply.result)
            else:
                assert reply.error["data"].get("http_status", 400) in (400, 404, 409, 429)
        else:
            with suppress(EngineError):
                check_result(action, sim.query(Query(action, args, "kim")))
        post.later(1)
    post.later(60)
    states = {name: part for name, part in sim.components.items() if name in ("outbox", "mailboxes", "ses", "sesv2")}
    for part in states.values():
        state = {key: value for key, value in vars(part).items() if key[0] != "_" and key != "sim"}
        assert json.loads(json.dumps(state)) == state
