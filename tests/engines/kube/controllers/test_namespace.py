"""A namespace is emptied before it goes."""

from tests.engines.kube.controllers.machines import Machines
from tests.engines.kube.controllers.world import pod


def shop() -> Machines:
    world = Machines(1)
    world.create("namespaces", {"metadata": {"name": "shop"}})
    world.create("configmaps", {"metadata": {"name": "settings"}, "data": {}}, "shop")
    world.create("pods", pod("web"), "shop")
    world.create("pods", pod("web"))
    return world


def test_all_that_is_in_it_goes_and_then_it_goes_itself() -> None:
    world = shop()
    world.delete("namespaces", "shop")
    world.run(1)
    assert "shop" not in world.names("namespaces")
    assert [key for held in world.server.objects.values() for key in held if key.startswith("shop/")] == []
    assert world.names("pods") == ["web"]


def test_it_waits_for_a_pod_that_is_not_gone_yet() -> None:
    world = shop()
    world.tell("runners.silence", node="n0")
    world.tell("bind", name="web", namespace="shop", node="n0")
    world.delete("namespaces", "shop")
    world.run(10)
    assert "deletionTimestamp" in world.get("namespaces", "shop")["metadata"]
    world.delete("pods", "web", namespace="shop", grace_s=0)
    world.run(1)
    assert "shop" not in world.names("namespaces")


def test_a_finalizer_of_somebody_holds_it() -> None:
    world = shop()
    world.patch("configmaps", "settings", {"metadata": {"finalizers": ["example.com/mine"]}}, namespace="shop")
    world.delete("namespaces", "shop")
    world.run(10)
    assert "shop" in world.names("namespaces")
    world.patch("configmaps", "settings", {"metadata": {"finalizers": None}}, namespace="shop")
    world.run(1)
    assert "shop" not in world.names("namespaces")
