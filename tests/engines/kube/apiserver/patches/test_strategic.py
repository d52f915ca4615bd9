"""Strategic merge patch: lists merge by key, with directives."""

from typing import Any

import pytest

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.apiserver.patches import strategic

WEB, LOG = {"name": "web", "image": "a:1"}, {"name": "log", "image": "b:1"}
FIRST, SECOND = {"key": "a", "effect": "NoSchedule"}, {"key": "b", "effect": "NoSchedule"}


def of_pod(before: Any, patch: Any) -> Any:
    return strategic.applied("Pod", {"spec": before}, {"spec": patch})["spec"]


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ({"containers": [WEB, LOG]}, {"containers": [{"name": "log", "image": "b:2"}]},
         {"containers": [WEB, {"name": "log", "image": "b:2"}]}),
        ({"containers": [WEB]}, {"containers": [LOG]}, {"containers": [WEB, LOG]}),
        ({"containers": [WEB, LOG]}, {"containers": [{"name": "web", "$patch": "delete"}]}, {"containers": [LOG]}),
        ({"containers": [WEB, LOG]}, {"containers": [{"name": "new", "image": "c:1"}, {"$patch": "replace"}]},
         {"containers": [{"name": "new", "image": "c:1"}]}),
        ({"containers": [WEB, LOG]}, {"$setElementOrder/containers": [{"name": "log"}, {"name": "web"}]},
         {"containers": [LOG, WEB]}),
        ({"containers": [WEB]},
         {"$setElementOrder/containers": [{"name": "log"}, {"name": "web"}], "containers": [LOG]},
         {"containers": [LOG, WEB]}),
        ({"tolerations": [FIRST]}, {"tolerations": [SECOND]}, {"tolerations": [SECOND]}),
        ({"nodeName": "a", "restartPolicy": "Never"}, {"nodeName": None}, {"restartPolicy": "Never"}),
        ({"nodeSelector": {"a": "1", "b": "2"}}, {"nodeSelector": {"a": None, "c": "3"}},
         {"nodeSelector": {"b": "2", "c": "3"}}),
        ({"nodeSelector": {"a": "1"}}, {"nodeSelector": {"$patch": "replace", "b": "2"}}, {"nodeSelector": {"b": "2"}}),
        ({"volumes": [{"name": "v", "emptyDir": {}}]},
         {"volumes": [{"name": "v", "$retainKeys": ["name", "hostPath"], "hostPath": {"path": "/"}}]},
         {"volumes": [{"name": "v", "hostPath": {"path": "/"}}]}),
        ({"containers": [{**WEB, "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]}]},
         {"containers": [{"name": "web", "env": [{"name": "A", "value": "9"}]}]},
         {"containers": [{**WEB, "env": [{"name": "A", "value": "9"}, {"name": "B", "value": "2"}]}]}),
        ({"securityContext": {"a": {"b": 1}}}, {"securityContext": {"a": {"c": 2}}},
         {"securityContext": {"a": {"b": 1, "c": 2}}}),
        ({"affinity": {"nodeAffinity": {}}}, {"affinity": {"$patch": "delete"}}, {"affinity": {}}),
    ],
)  # fmt: skip
def test_a_strategic_patch_of_a_pod(before: Any, patch: Any, after: Any) -> None:
    assert of_pod(before, patch) == after


def test_finalizers_are_a_set() -> None:
    before = {"metadata": {"finalizers": ["a", "b"]}}
    both = strategic.applied("Pod", before, {"metadata": {"finalizers": ["b", "c"]}})
    assert both["metadata"]["finalizers"] == ["a", "b", "c"]
    less = strategic.applied("Pod", before, {"metadata": {"$deleteFromPrimitiveList/finalizers": ["a"]}})
    assert less["metadata"]["finalizers"] == ["b"]


def test_taints_are_replaced_whole() -> None:
    after = strategic.applied("Node", {"spec": {"taints": [FIRST]}}, {"spec": {"taints": [SECOND]}})
    assert after["spec"]["taints"] == [SECOND]
    assert strategic.applied("Node", after, {"spec": {"taints": None}})["spec"] == {}


def test_the_selector_of_a_budget_is_replaced_and_others_merge() -> None:
    before, patch = (
        {"spec": {"selector": {"matchLabels": {"a": "1"}}}},
        {"spec": {"selector": {"matchLabels": {"b": "2"}}}},
    )
    assert strategic.applied("PodDisruptionBudget", before, patch) == patch
    merged = strategic.applied("Deployment", before, patch)
    assert merged["spec"]["selector"]["matchLabels"] == {"a": "1", "b": "2"}


def test_an_item_needs_its_key() -> None:
    with pytest.raises(BadRequest, match="does not contain declared merge key: name"):
        of_pod({"containers": [WEB]}, {"containers": [{"image": "a:2"}]})
    with pytest.raises(BadRequest, match="expected a list of objects"):
        of_pod({"containers": [WEB]}, {"containers": ["web"]})
