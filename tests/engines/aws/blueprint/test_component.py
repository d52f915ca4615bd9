"""The questions that anybody may ask a bench: how to have the same somewhere else."""

import json

from labs.engines.sim import Query
from tests.engines.aws.blueprint.bench import fill
from tests.engines.aws.world import World


def test_without_an_endpoint_it_is_for_ones_own_account(world: World) -> None:
    script = world.ask("blueprint.script")
    assert "endpoint-url" not in script
    assert "--region us-east-1" in script


def test_an_empty_account_gives_a_script_that_creates_nothing() -> None:
    world = World()
    assert "create" not in world.ask("blueprint.script")
    assert json.loads(world.ask("blueprint.template"))["Resources"] == {}


def test_only_what_is_in_the_home_region_is_copied(world: World) -> None:
    world.call("sqs.create_queue", QueueName="far", Region="eu-west-1")
    world.call("sqs.create_queue", QueueName="near")
    script = world.ask("blueprint.script")
    assert "near" in script
    assert "far" not in script


def test_asking_changes_nothing(world: World) -> None:
    fill(world)
    before = world.sim.digest
    for question in ("script", "template"):
        assert world.sim.query(Query(f"blueprint.{question}", {}, "kim"))
    assert world.sim.digest == before
