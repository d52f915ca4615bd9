"""A Deployment and its ReplicaSets (sets.py, and what making.py makes of a template)."""

from typing import Any

from labs.engines.kube.controllers.deployment.making import new_set
from labs.engines.kube.controllers.deployment.sets import cleanable, sets_of
from tests.engines.kube.controllers.deployment.sets_of import one, sets

Manifest = dict[str, Any]


def templated(name: str, image: str, **labels: str) -> Manifest:
    template = {"metadata": {"labels": {"app": "web", **labels}}, "spec": {"containers": [{"image": image}]}}
    made = one(name, 1)
    made["spec"] = {**made["spec"], "template": template, "selector": {"matchLabels": {"app": "web"}}}
    return made


def test_the_new_one_is_the_oldest_with_this_template_whatever_its_hash() -> None:
    wish = templated("web", "web:2")
    first, second, other = (
        templated("b", "web:2", **{"pod-template-hash": "x"}),
        templated("c", "web:2"),
        templated("a", "web:1"),
    )
    found = sets_of(wish, [second, first, other])
    assert found.new is first
    assert [each["metadata"]["name"] for each in found.old] == ["a", "c"]


def test_without_one_of_this_template_there_is_no_new_one() -> None:
    assert sets_of(templated("web", "web:2"), [templated("a", "web:1")]).new is None


def test_a_replicaset_is_made_from_the_template_with_the_hash_in_labels_and_selector() -> None:
    wish = templated("web", "web:2")
    wish["metadata"].update(namespace="default", uid="u")
    wish["spec"]["replicas"], wish["spec"]["minReadySeconds"] = 3, 5
    made = new_set(sets_of(wish, []))
    digest = made["metadata"]["labels"]["pod-template-hash"]
    assert made["metadata"]["name"] == f"web-{digest}"
    assert made["spec"]["selector"] == {"matchLabels": {"app": "web", "pod-template-hash": digest}}
    assert made["spec"]["template"]["metadata"]["labels"] == {"app": "web", "pod-template-hash": digest}
    assert (made["spec"]["replicas"], made["spec"]["minReadySeconds"]) == (3, 5)
    wish["status"] = {"collisionCount": 1}
    assert new_set(sets_of(wish, []))["metadata"]["name"] != made["metadata"]["name"]


def test_surge_and_unavailability_are_numbers_of_pods() -> None:
    assert (sets(10, None, surge="25%", unavailable="25%").surge, sets(10, None, unavailable="25%").unavailable) == (
        3,
        2,
    )
    assert sets(2, None, surge=0, unavailable=5).unavailable == 2
    recreate = sets(10, None, strategy={"type": "Recreate"})
    assert (recreate.surge, recreate.unavailable) == (0, 0)


def test_above_the_limit_empty_ones_of_the_first_revisions_go() -> None:
    numbered = [one(f"r{n}", 0, annotations={"deployment.kubernetes.io/revision": str(n)}) for n in (10, 2, 3, 1)]
    busy = one("r0", 1, annotations={"deployment.kubernetes.io/revision": "0"})
    found = sets(3, one("new", 3), *numbered, busy, revisionHistoryLimit=2)
    assert [each["metadata"]["name"] for each in cleanable(found)] == ["r1", "r2"]
