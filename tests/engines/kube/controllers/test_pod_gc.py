"""Pods of a node that was deleted."""

from tests.engines.kube.controllers.machines import Machines


def test_they_go_without_grace_forty_seconds_after_their_node() -> None:
    world = Machines(3)
    world.add_pod("web", "n0")
    world.run_to(1)
    world.silence("n0")
    world.delete("nodes", "n0")
    world.run_to(41)
    assert world.names("pods") == ["web"]
    world.run_to(41.1)
    assert world.names("pods") == []


def test_a_node_that_comes_back_in_time_keeps_them() -> None:
    world = Machines(3)
    world.add_pod("web", "n0")
    world.delete("nodes", "n0")
    world.run(20)
    world.create("nodes", {"metadata": {"name": "n0"}})
    world.run(40)
    assert world.names("pods") == ["web"]


def test_a_pod_bound_to_a_node_that_never_was_goes_too() -> None:
    world = Machines(1)
    world.add_pod("web", "ghost")
    world.run(39)
    assert world.names("pods") == ["web"]
    world.run(2)
    assert world.names("pods") == []
