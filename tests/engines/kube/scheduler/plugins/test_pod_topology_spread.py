"""Spreading by a Pod's own rules and by the system's, as spreading.py finds them."""

from typing import Any

import pytest

from tests.engines.kube.scheduler.cluster import (
    HOST,
    ZONE,
    Manifest,
    fitting,
    judged,
    node,
    pod,
    reasons,
    scored,
    thing,
)

NAME = "PodTopologySpread"
UNEVEN = "node(s) didn't match pod topology spread constraints"
LACKING = f"{UNEVEN} (missing required label)"
APP = {"app": "web"}
NODES = [node("a", zone="x"), node("b", zone="x"), node("c", zone="y"), node("d", zone="y")]


def rule(key: str, skew: int = 1, *, soft: bool = False, **more: Any) -> Manifest:
    when = "ScheduleAnyway" if soft else "DoNotSchedule"
    rest = {"labelSelector": {"matchLabels": APP}, **more}
    return {"topologyKey": key, "maxSkew": skew, "whenUnsatisfiable": when, **rest}


def spread(*rules: Manifest, **more: Any) -> Manifest:
    return pod(**{"labels": APP, "topologySpreadConstraints": list(rules), **more})


def placed(*names: str, **more: Any) -> list[Manifest]:
    """One Pod of the app on each of these nodes."""
    return [pod(f"old-{number}", on=name, **{"labels": APP, **more}) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    ("there", "rules", "fits"),
    [
        ("", [rule(ZONE)], "abcd"),
        ("a", [rule(ZONE)], "cd"),
        ("ac", [rule(ZONE)], "abcd"),
        ("aa", [rule(ZONE, 2)], "cd"),
        ("a", [rule(ZONE, 2)], "abcd"),
        ("abc", [rule(HOST)], "d"),
        ("aabc", [rule(ZONE), rule(HOST)], "d"),
        ("ab", [rule(ZONE), rule(HOST)], "cd"),
        ("ac", [rule(ZONE, minDomains=3)], ""),
        ("", [rule(ZONE, minDomains=3)], "abcd"),
        ("a", [rule(ZONE, 2, minDomains=3)], "abcd"),
        ("ac", [rule(ZONE, minDomains=2)], "abcd"),
    ],
)
def test_a_pod_goes_where_the_skew_stays_within_its_bound(there: str, rules: list[Manifest], fits: str) -> None:
    result = judged(*NODES, *placed(*there), spread(*rules), preemption=False)
    assert fitting(result) == list(fits)
    assert all(told == [UNEVEN] for name, told in reasons(result).items() if name not in fits)


def test_a_node_without_the_label_will_not_do_and_cannot_be_made_to() -> None:
    result = judged(node("a", zone="x"), node("bare"), spread(rule(ZONE)))
    assert reasons(result) == {"a": [], "bare": [LACKING]}


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ({"labels": APP}, ["c", "d"]),
        ({"labels": {"app": "db"}}, ["a", "b", "c", "d"]),
        ({"namespace": "other"}, ["a", "b", "c", "d"]),
        ({"metadata": {"deletionTimestamp": "2026-01-01T00:00:00Z"}}, ["a", "b", "c", "d"]),
        ({"status": {"phase": "Failed"}}, ["a", "b", "c", "d"]),
    ],
)
def test_who_is_counted(more: Any, fits: list[str]) -> None:
    assert fitting(judged(*NODES, *placed("a", **more), spread(rule(ZONE)))) == fits


def test_a_pod_that_its_own_rule_does_not_mean_adds_nothing() -> None:
    """One there, none here: a skew of one is allowed, and the newcomer does not make it two."""
    assert fitting(judged(*NODES, *placed("a"), spread(rule(ZONE), labels={}))) == list("abcd")
    assert fitting(judged(*NODES, *placed("a", "a"), spread(rule(ZONE), labels={}))) == list("cd")


def test_a_selector_that_is_null_means_nobody_and_an_empty_one_counts_nobody() -> None:
    selectors: list[Manifest] = [{"labelSelector": None}, {"labelSelector": {}}]
    for selector in selectors:
        assert fitting(judged(*NODES, *placed("a", "a"), spread(rule(ZONE, **selector)))) == list("abcd")


def test_match_label_keys_count_only_pods_with_the_newcomer_s_value() -> None:
    one, two = ({**APP, "pod-template-hash": value} for value in ("1", "2"))
    keyed = rule(ZONE, matchLabelKeys=["pod-template-hash", "absent"])
    assert fitting(judged(*NODES, *placed("a", labels=one), spread(keyed, labels=two))) == list("abcd")
    assert fitting(judged(*NODES, *placed("a", labels=two), spread(keyed, labels=two))) == list("cd")


def test_nodes_that_the_pod_cannot_use_are_no_domains_unless_their_affinity_is_ignored() -> None:
    """Two in x, none in y; the Pod wants x."""
    wants = {"nodeSelector": {ZONE: "x"}}
    there = placed("a", "b")
    assert fitting(judged(*NODES, *there, spread(rule(ZONE), **wants))) == ["a", "b"]
    assert fitting(judged(*NODES, *there, spread(rule(ZONE, nodeAffinityPolicy="Ignore"), **wants))) == []


def test_tainted_nodes_are_domains_unless_taints_are_honoured() -> None:
    tainted = node("c", zone="y", taints=[{"key": "k", "effect": "NoSchedule"}])
    nodes, there = [node("a", zone="x"), tainted], placed("a")
    assert fitting(judged(*nodes, *there, spread(rule(ZONE)))) == []
    assert fitting(judged(*nodes, *there, spread(rule(ZONE, nodeTaintsPolicy="Honor")))) == ["a"]


def test_nodes_that_lack_one_key_count_for_no_rule() -> None:
    nodes = [node("a", zone="x"), node("b", zone="y"), node("bare")]
    result = judged(*nodes, *placed("a", "b", "bare"), spread(rule(ZONE), rule(HOST)))
    assert fitting(result) == ["a", "b"]


def test_fewer_matching_pods_by_node_are_better() -> None:
    nodes = [node(name) for name in "abcd"]
    # ln(4 + 2) = 1.79: raw 4, 2, 0, 5 of 2, 1, 0, 3 Pods; 100 * (5 + 0 - raw) / 5.
    there = placed("a", "a", "b", "d", "d", "d")
    assert scored(NAME, *nodes, *there, spread(rule(HOST, soft=True)), kind="raw") == {"a": 4, "b": 2, "c": 0, "d": 5}
    assert scored(NAME, *nodes, *there, spread(rule(HOST, soft=True))) == {"a": 20, "b": 60, "c": 100, "d": 0}


def test_fewer_matching_pods_by_zone_are_better() -> None:
    there = placed("a", "b", "b", "c")
    # Two zones: ln 4 = 1.39; three Pods make 4, one makes 1; the best is 100 * (4 + 1 - 1) / 4.
    assert scored(NAME, *NODES, *there, spread(rule(ZONE, soft=True))) == {"a": 25, "b": 25, "c": 100, "d": 100}


def test_a_wider_skew_flattens_the_score() -> None:
    there = placed("a", "b", "b", "c")
    # 3 * 1.39 + 4 = 8, 1 * 1.39 + 4 = 5.
    assert scored(NAME, *NODES, *there, spread(rule(ZONE, 5, soft=True)), kind="raw") == {
        "a": 8,
        "b": 8,
        "c": 5,
        "d": 5,
    }


def test_several_rules_add_up() -> None:
    there = placed("a", "b", "b", "c")
    both = spread(rule(ZONE, soft=True), rule(HOST, soft=True))
    # Zone 4.16, 4.16, 1.39, 1.39; host (ln 6) 1.79, 3.58, 1.79, 0.
    assert scored(NAME, *NODES, *there, both, kind="raw") == {"a": 6, "b": 8, "c": 3, "d": 1}
    assert scored(NAME, *NODES, *there, both) == {"a": 37, "b": 12, "c": 75, "d": 100}


def test_only_nodes_that_are_left_make_domains_but_pods_count_on_all_of_them() -> None:
    there = placed("a", "b", "b", "c")
    # Left are a and c: zone x has three Pods though b is out.
    left = scored(NAME, *NODES, *there, spread(rule(ZONE, soft=True)), candidates=["a", "c"])
    assert left == {"a": 25, "c": 100}
    # Left is zone x alone: one domain, ln 3.
    alone = scored(NAME, *NODES, *there, spread(rule(ZONE, soft=True)), candidates=["a", "b"], kind="raw")
    assert alone == {"a": 3, "b": 3}


def test_nodes_without_the_key_get_nothing() -> None:
    nodes = [node("a", zone="x"), node("bare")]
    assert scored(NAME, *nodes, spread(rule(ZONE, soft=True))) == {"a": 100, "bare": 0}


def test_without_any_matching_pod_all_are_best() -> None:
    assert scored(NAME, *NODES, spread(rule(ZONE, soft=True))) == dict.fromkeys("abcd", 100)


def test_hard_rules_are_not_scored() -> None:
    assert scored(NAME, *NODES, *placed("a"), spread(rule(ZONE))) == dict.fromkeys("abcd", 0)


def owned(kind: str = "ReplicaSet", version: str = "apps/v1") -> Manifest:
    owner = {"apiVersion": version, "kind": kind, "name": "web", "uid": "1", "controller": True}
    return {"ownerReferences": [owner]}


SERVICE = thing("Service", "web", namespace="default", spec={"selector": APP})
REPLICASET = thing("ReplicaSet", "web", "apps/v1", namespace="default", spec={"selector": {"matchLabels": APP}})
STATEFULSET = thing("StatefulSet", "web", "apps/v1", namespace="default", spec={"selector": {"matchLabels": APP}})
CONTROLLER = thing("ReplicationController", "web", namespace="default", spec={"selector": APP})


@pytest.mark.parametrize(
    ("other", "metadata"),
    [
        (SERVICE, {}),
        (REPLICASET, owned()),
        (STATEFULSET, owned("StatefulSet")),
        (CONTROLLER, owned("ReplicationController", "v1")),
    ],
)
def test_who_belongs_to_a_service_or_a_controller_is_spread_by_default(other: Manifest, metadata: Manifest) -> None:
    new = pod(labels=APP, metadata=metadata)
    # Hosts ln 6, skew 3: 2; zones ln 4, skew 5: 4. a: 1.79 + 2 + 1.39 + 4 = 9; b: 2 + 1.39 + 4 = 7; c, d: 6.
    assert scored(NAME, *NODES, *placed("a"), other, new, kind="raw") == {"a": 9, "b": 7, "c": 6, "d": 6}


def test_nobody_else_is() -> None:
    elsewhere = {**SERVICE, "metadata": {"name": "web", "namespace": "other"}}
    for other in (elsewhere, thing("Service", "db", namespace="default", spec={"selector": {"app": "db"}}), REPLICASET):
        assert scored(NAME, *NODES, *placed("a"), other, pod(labels=APP)) == dict.fromkeys("abcd", 0)
    own = spread(rule(ZONE))
    assert scored(NAME, *NODES, *placed("a"), SERVICE, own) == dict.fromkeys("abcd", 0)


def test_what_service_and_controller_ask_for_must_both_hold() -> None:
    rolled = thing(
        "ReplicaSet", "web", "apps/v1", namespace="default",
        spec={"selector": {"matchLabels": {**APP, "hash": "2"}}},
    )  # fmt: skip
    new = pod(labels={**APP, "hash": "2"}, metadata=owned())
    nodes = [node("a"), node("b"), node("c")]
    there = [pod("one", on="a", labels=APP), pod("two", on="b", labels={**APP, "hash": "2"})]
    assert scored(NAME, *nodes, *there, SERVICE, rolled, new)["a"] == scored(NAME, *nodes, SERVICE, rolled, new)["a"]
    raw = scored(NAME, *nodes, *there, SERVICE, rolled, new, kind="raw")
    assert raw["b"] > raw["a"] == raw["c"]


def test_by_default_nodes_without_a_zone_are_scored_by_host() -> None:
    nodes = [node("a", zone="x"), node("bare")]
    # a: 2 + 4; bare: 1 * ln 4 + 2.
    assert scored(NAME, *nodes, *placed("bare"), SERVICE, pod(labels=APP), kind="raw") == {"a": 6, "bare": 3}
