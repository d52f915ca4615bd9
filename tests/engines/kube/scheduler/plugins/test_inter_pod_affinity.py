"""Affinity between Pods; affinity_terms.py says whom a term means, neighbours.py where they are."""

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

NAME = "InterPodAffinity"
FAR = "node(s) didn't match pod affinity rules"
NEAR = "node(s) didn't match pod anti-affinity rules"
UNWANTED = "node(s) didn't satisfy existing pods anti-affinity rules"
NODES = [node("a", zone="x"), node("b", zone="x"), node("c", zone="y")]
WEB, DB = {"app": "web"}, {"app": "db"}


def term(labels: Any, key: str = HOST, **more: Any) -> Manifest:
    return {"labelSelector": {"matchLabels": labels}, "topologyKey": key, **more}


def wants(*terms: Manifest, avoids: bool = False) -> Manifest:
    """Required (anti-)affinity."""
    listed = {"requiredDuringSchedulingIgnoredDuringExecution": list(terms)}
    return {"podAntiAffinity" if avoids else "podAffinity": listed}


def likes(*weighted: tuple[int, Manifest], avoids: bool = False) -> Manifest:
    """Preferred (anti-)affinity."""
    listed = [{"weight": weight, "podAffinityTerm": one} for weight, one in weighted]
    return {"podAntiAffinity" if avoids else "podAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": listed}}


def expression(operator: str, *values: str, key: str = "app") -> Manifest:
    one = {"key": key, "operator": operator, **({"values": list(values)} if values else {})}
    return {"labelSelector": {"matchExpressions": [one]}, "topologyKey": HOST}


@pytest.mark.parametrize(
    ("one", "fits"),
    [
        (term(DB), "a"),
        (term(DB, ZONE), "ab"),
        (term({"app": "none"}), ""),
        (expression("In", "db", "cache"), "a"),
        (expression("NotIn", "db"), "bc"),
        (expression("Exists", key="app"), "ab"),
        (expression("DoesNotExist", key="app"), "c"),
        (term(DB, "no-such-label"), ""),
    ],
)
def test_affinity_takes_the_pod_where_those_it_means_are(one: Manifest, fits: str) -> None:
    there = [pod("db", on="a", labels=DB), pod("web", on="b", labels=WEB), pod("bare", on="c")]
    result = judged(*NODES, *there, pod(affinity=wants(one)))
    assert fitting(result) == list(fits)
    assert all(told == [FAR] for name, told in reasons(result).items() if name not in fits)


def test_all_terms_must_hold_by_pods_that_meet_every_one() -> None:
    both = wants(term(DB), term({"tier": "gold"}, ZONE))
    apart = [pod("db", on="a", labels=DB), pod("gold", on="b", labels={"tier": "gold"})]
    assert fitting(judged(*NODES, *apart, pod(affinity=both))) == []
    together = pod("db", on="a", labels={**DB, "tier": "gold"})
    assert fitting(judged(*NODES, together, pod(affinity=both))) == ["a"]


def test_the_first_of_a_group_may_go_wherever_the_label_is() -> None:
    first = pod(labels=WEB, affinity=wants(term(WEB, ZONE)))
    assert fitting(judged(*NODES, node("bare"), first)) == ["a", "b", "c"]
    assert fitting(judged(*NODES, pod(labels=DB, affinity=wants(term(WEB, ZONE))))) == []
    assert fitting(judged(*NODES, pod("other", on="c", labels=WEB), first)) == ["c"]


@pytest.mark.parametrize(
    ("one", "fits"),
    [(term(DB), "bc"), (term(DB, ZONE), "c"), (term({"app": "none"}), "abc"), (term(DB, "absent"), "abc")],
)
def test_anti_affinity_keeps_the_pod_away(one: Manifest, fits: str) -> None:
    result = judged(*NODES, pod("db", on="a", labels=DB), pod(affinity=wants(one, avoids=True)))
    assert fitting(result) == list(fits)
    assert all(told == [NEAR] for name, told in reasons(result).items() if name not in fits)


def test_each_anti_affinity_term_counts_by_itself() -> None:
    there = [pod("db", on="a", labels=DB), pod("web", on="c", labels=WEB)]
    assert fitting(judged(*NODES, *there, pod(affinity=wants(term(DB), term(WEB), avoids=True)))) == ["b"]


def test_pods_that_are_there_keep_others_away_too() -> None:
    there = pod("db", on="a", affinity=wants(term(WEB, ZONE), avoids=True))
    assert reasons(judged(*NODES, there, pod(labels=WEB))) == {"a": [UNWANTED], "b": [UNWANTED], "c": []}
    assert fitting(judged(*NODES, there, pod(labels=DB))) == ["a", "b", "c"]
    assert fitting(judged(*NODES, there, pod(labels=WEB, namespace="other"))) == ["a", "b", "c"]


def test_the_pod_s_own_rules_are_told_before_those_of_others() -> None:
    there = pod("db", on="a", labels=DB, affinity=wants(term(WEB), avoids=True))
    assert reasons(judged(node("a"), there, pod(labels=WEB, affinity=wants(term(DB), avoids=True)))) == {"a": [NEAR]}
    assert reasons(judged(node("a"), there, pod(labels=WEB, affinity=wants(term({"app": "x"}))))) == {"a": [FAR]}


TEAM = thing("Namespace", "other", metadata={"labels": {"team": "red"}})


@pytest.mark.parametrize(
    ("more", "meets"),
    [
        ({}, False),
        ({"namespaces": ["other"]}, True),
        ({"namespaces": ["third"]}, False),
        ({"namespaceSelector": {"matchLabels": {"team": "red"}}}, True),
        ({"namespaceSelector": {"matchLabels": {"team": "blue"}}}, False),
        ({"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "other"}}}, True),
        ({"namespaceSelector": {}}, True),
        ({"namespaces": ["other"], "namespaceSelector": {"matchLabels": {"team": "blue"}}}, True),
    ],
)
def test_a_term_means_pods_of_its_namespaces(more: Manifest, meets: bool) -> None:
    there = pod("db", on="a", labels=DB, namespace="other")
    result = judged(*NODES, TEAM, there, pod(affinity=wants(term(DB, **more))))
    assert fitting(result) == (["a"] if meets else [])


@pytest.mark.parametrize(
    ("more", "keeps_away"),
    [
        ({}, False),
        ({"namespaces": ["default"]}, True),
        ({"namespaceSelector": {"matchLabels": {"team": "blue"}}}, True),
        ({"namespaceSelector": {"matchLabels": {"team": "red"}}}, False),
        ({"namespaceSelector": {}}, True),
    ],
)
def test_so_does_a_term_of_a_pod_that_is_there(more: Manifest, keeps_away: bool) -> None:
    default = thing("Namespace", "default", metadata={"labels": {"team": "blue"}})
    there = pod("db", on="a", namespace="other", affinity=wants(term(WEB, **more), avoids=True))
    result = judged(node("a"), TEAM, default, there, pod(labels=WEB))
    assert reasons(result) == {"a": [UNWANTED] if keeps_away else []}


def test_keys_to_match_and_to_mismatch_take_the_pod_s_own_values() -> None:
    keyed, other = term(WEB, matchLabelKeys=["hash"]), term(WEB, mismatchLabelKeys=["hash"])
    there = [pod("one", on="a", labels={**WEB, "hash": "1"}), pod("two", on="b", labels={**WEB, "hash": "2"})]
    mine = {**WEB, "hash": "1"}
    assert fitting(judged(*NODES, *there, pod(labels=mine, affinity=wants(keyed)))) == ["a"]
    assert fitting(judged(*NODES, *there, pod(labels=mine, affinity=wants(other)))) == ["b"]


def test_a_selector_that_is_null_means_nobody_and_an_empty_one_everybody() -> None:
    there = pod("db", on="a", labels=DB)
    empty = {"labelSelector": {}, "topologyKey": HOST}
    null = {"topologyKey": HOST}
    assert fitting(judged(*NODES, there, pod(affinity=wants(empty)))) == ["a"]
    assert fitting(judged(*NODES, there, pod(affinity=wants(null)))) == []


def test_wishes_add_and_take_away_and_the_range_becomes_nought_to_a_hundred() -> None:
    there = [pod("db", on="a", labels=DB), pod("web", on="b", labels=WEB)]
    new = pod(affinity={**likes((5, term(DB, ZONE))), **likes((3, term(WEB)), avoids=True)})
    assert scored(NAME, *NODES, *there, new, kind="raw") == {"a": 5, "b": 2, "c": 0}
    assert scored(NAME, *NODES, *there, new) == {"a": 100, "b": 40, "c": 0}
    assert scored(NAME, *NODES, *there, new, kind="weighted") == {"a": 200, "b": 80, "c": 0}


def test_the_least_is_nought_even_when_it_is_below() -> None:
    there = [pod("one", on="a", labels=DB), pod("two", on="a", labels=DB), pod("three", on="b", labels=DB)]
    assert scored(NAME, *NODES, *there, pod(affinity=likes((5, term(DB)), avoids=True))) == {"a": 0, "b": 50, "c": 100}


def test_wishes_of_pods_that_are_there_count_both_ways() -> None:
    fond, averse = likes((4, term(WEB))), likes((2, term(WEB)), avoids=True)
    there = [pod("fond", on="a", affinity=fond), pod("averse", on="b", affinity=averse)]
    assert scored(NAME, *NODES, *there, pod(labels=WEB), kind="raw") == {"a": 4, "b": -2, "c": 0}
    assert scored(NAME, *NODES, *there, pod(labels=WEB)) == {"a": 100, "b": 0, "c": 33}
    assert scored(NAME, *NODES, *there, pod(labels=DB)) == {"a": 0, "b": 0, "c": 0}


def test_required_affinity_of_pods_that_are_there_counts_one() -> None:
    there = pod("needy", on="a", labels=WEB, affinity=wants(term(WEB, ZONE)))
    assert scored(NAME, *NODES, there, pod(labels=WEB), kind="raw") == {"a": 1, "b": 1, "c": 0}


def test_where_all_are_equal_nobody_gets_anything() -> None:
    there = [pod(f"db-{name}", on=name, labels=DB) for name in "abc"]
    assert scored(NAME, *NODES, *there, pod(affinity=likes((5, term(DB))))) == {"a": 0, "b": 0, "c": 0}


def test_a_percentage_is_cut_as_a_float_is() -> None:
    """29 of 100 parts: the float is just below 29."""
    marks = {"a": 100, "b": 29}
    there = [pod(f"db-{name}", on=name, labels={"mark": name}) for name in marks]
    new = pod(affinity=likes(*[(weight, term({"mark": name})) for name, weight in marks.items()]))
    assert scored(NAME, *NODES, *there, new) == {"a": 100, "b": 28, "c": 0}
