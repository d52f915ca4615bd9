"""Garbage collector: what nobody owns any more goes, and nothing else."""

from typing import Any

from tests.engines.kube.controllers.world import World, pod, workload

Manifest = dict[str, Any]


def owned_by(*owners: Manifest, blocks: bool = True) -> list[Manifest]:
    return [
        {
            "apiVersion": one["apiVersion"],
            "kind": one["kind"],
            "name": one["metadata"]["name"],
            "uid": one["metadata"]["uid"],
            "blockOwnerDeletion": blocks,
        }
        for one in owners
    ]


def config(world: World, name: str, *owners: Manifest) -> Manifest:
    metadata = {"name": name, **({"ownerReferences": owned_by(*owners)} if owners else {})}
    return world.create("configmaps", {"metadata": metadata})


def test_with_a_deployment_its_replicasets_and_pods_go() -> None:
    world = World()
    world.create("deployments", workload())
    world.create("pods", pod("bystander", {"app": "other"}))
    world.run(4)
    world.delete("deployments", "web")
    world.run(10)
    assert world.names("replicasets") == []
    assert world.names("pods") == ["bystander"]


def test_of_two_owners_the_last_takes_it_along() -> None:
    world = World()
    one, two = config(world, "one"), config(world, "two")
    config(world, "both", one, two)
    world.delete("configmaps", "one")
    world.run(0.1)
    assert [owner["name"] for owner in world.get("configmaps", "both")["metadata"]["ownerReferences"]] == ["two"]
    world.delete("configmaps", "two")
    world.run(0.1)
    assert world.names("configmaps") == []


def test_who_names_an_owner_that_never_was_goes() -> None:
    world = World()
    ghost = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "ghost", "uid": "nobody"}}
    config(world, "lost", ghost)
    world.run(0.1)
    assert world.names("configmaps") == []


def test_a_new_owner_of_the_same_name_is_another() -> None:
    world = World()
    config(world, "child", config(world, "parent"))
    world.tell("controller-manager.stop")
    world.delete("configmaps", "parent")
    config(world, "parent")
    world.tell("controller-manager.start")
    world.run(0.1)
    assert world.names("configmaps") == ["parent"]


def test_an_owner_of_a_kind_that_nobody_knows_is_taken_to_be_there() -> None:
    world = World()
    unknown = {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w", "uid": "w-1"}}
    config(world, "child", unknown)
    world.run(1)
    assert world.names("configmaps") == ["child"]


def test_in_the_foreground_the_owner_goes_last() -> None:
    world = World()
    world.create("deployments", workload(replicas=2))
    world.run(4)
    world.delete("deployments", "web", propagation="Foreground")
    world.run(1)
    assert world.get("deployments", "web")["metadata"]["finalizers"] == ["foregroundDeletion"]
    assert world.get("replicasets", world.names("replicasets")[0])["metadata"]["finalizers"] == ["foregroundDeletion"]
    assert world.pods() == []
    assert len(world.all("pods")) == 2
    world.run(3)
    assert world.names("pods") == world.names("replicasets") == world.names("deployments") == []


def test_who_does_not_block_is_not_waited_for() -> None:
    world = World()
    parent = config(world, "parent")
    references = owned_by(parent, blocks=False)
    stays = {"name": "child", "ownerReferences": references, "finalizers": ["test.example/stays"]}
    world.create("configmaps", {"metadata": stays})
    world.delete("configmaps", "parent", propagation="Foreground")
    world.run(0.1)
    assert world.names("configmaps") == ["child"]
    assert "deletionTimestamp" in world.get("configmaps", "child")["metadata"]


def test_orphans_lose_their_owner_and_stay() -> None:
    world = World()
    world.create("replicasets", workload(replicas=2))
    world.run(4)
    world.delete("replicasets", "web", propagation="Orphan")
    world.run(1)
    assert world.names("replicasets") == []
    assert [pod["metadata"].get("ownerReferences") for pod in world.pods()] == [None, None]


def test_an_owner_that_nobody_else_touches_goes_when_its_orphans_are_let_go() -> None:
    world = World()
    config(world, "child", config(world, "parent"))
    world.delete("configmaps", "parent", propagation="Orphan")
    world.run(0.1)
    assert world.names("configmaps") == ["child"]
    assert "ownerReferences" not in world.get("configmaps", "child")["metadata"]


def test_two_that_own_each_other_do_not_wait_for_ever() -> None:
    world = World()
    one = config(world, "one")
    two = config(world, "two", one)
    world.patch("configmaps", "one", {"metadata": {"ownerReferences": owned_by(two)}})
    world.delete("configmaps", "one", propagation="Foreground")
    world.run(1)
    assert world.names("configmaps") == []
