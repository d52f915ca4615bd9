"""The counted plug-ins against the rules written out pod by pod and node by node, on made-up clusters."""

from math import floor, log
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labs.engines.kube import read_cluster
from labs.engines.kube.labels import matches_labels
from labs.engines.kube.scheduler import explain
from tests.engines.kube.scheduler.cluster import HOST, ZONE, Manifest, node, pod

QUICK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SELECTORS = st.sampled_from(
    [
        {"matchLabels": {"app": "web"}},
        {"matchLabels": {"app": "web", "tier": "1"}},
        {"matchExpressions": [{"key": "tier", "operator": "NotIn", "values": ["1"]}]},
        {"matchExpressions": [{"key": "app", "operator": "Exists"}]},
        {},
    ]
)
KEYS = st.sampled_from([HOST, ZONE, "rack"])
LABELS = st.fixed_dictionaries({}, optional={"app": st.sampled_from(["web", "db"]), "tier": st.sampled_from("12")})
SPREADS = st.lists(
    st.builds(
        lambda key, skew, when, selector, **more: {
            "topologyKey": key, "maxSkew": skew, "whenUnsatisfiable": when, "labelSelector": selector, **more,
        },
        KEYS, st.integers(1, 3), st.sampled_from(["DoNotSchedule", "ScheduleAnyway"]), SELECTORS,
        nodeAffinityPolicy=st.sampled_from(["Honor", "Ignore"]), nodeTaintsPolicy=st.sampled_from(["Honor", "Ignore"]),
    ),
    min_size=1, max_size=2, unique_by=lambda one: (one["topologyKey"], one["whenUnsatisfiable"]),
)  # fmt: skip
TERMS = st.lists(
    st.builds(
        lambda key, selector, namespaces: {"topologyKey": key, "labelSelector": selector, "namespaces": namespaces},
        KEYS, SELECTORS, st.sampled_from([["default"], ["other"], ["default", "other"]]),
    ),
    max_size=2,
)  # fmt: skip
NODES = st.lists(
    st.tuples(
        st.fixed_dictionaries({}, optional={ZONE: st.sampled_from("xy"), "rack": st.sampled_from("12")}), st.booleans()
    ),
    min_size=1,
    max_size=5,
)


def affinity(hard: list[Any], soft: list[Any], hard_anti: list[Any], soft_anti: list[Any]) -> Manifest:
    def kind(required: list[Any], preferred: list[Any]) -> Manifest:
        weighted = [{"weight": 3 + place, "podAffinityTerm": one} for place, one in enumerate(preferred)]
        return {
            "requiredDuringSchedulingIgnoredDuringExecution": required,
            "preferredDuringSchedulingIgnoredDuringExecution": weighted,
        }

    return {"podAffinity": kind(hard, soft), "podAntiAffinity": kind(hard_anti, soft_anti)}


AFFINITIES = st.builds(affinity, TERMS, TERMS, TERMS, TERMS)
PLACED = st.lists(
    st.tuples(st.integers(0, 4), LABELS, st.sampled_from(["default", "other"]), st.booleans(), AFFINITIES), max_size=7
)


def cluster(nodes: Any, placed: Any, new: Manifest) -> Any:
    """Manifests with these Pods on these nodes."""
    taint = [{"key": "k", "effect": "NoSchedule"}]
    made = [node(f"n{i}", labels=labels, taints=taint if bad else []) for i, (labels, bad) in enumerate(nodes)]
    going = {"deletionTimestamp": "2026-01-01T00:00:00Z"}
    there = [
        pod(f"p{i}", on=f"n{place}", labels=labels, namespace=space, metadata=going if leaves else {}, affinity=terms)
        for i, (place, labels, space, leaves, terms) in enumerate(placed)
        if place < len(nodes)
    ]
    return read_cluster([*made, *there, new])


def told(manifests: Any, plugin: str) -> tuple[list[str], list[int]]:
    """Nodes that will do, and the normalised score of all."""
    (result,) = [one for one in explain(manifests, plugin=plugin)["results"] if one["pod"] == "default/new"]
    nodes = result["nodes"].items()
    scores = [one["scores"][plugin]["normalized"] for _, one in nodes]
    return [name for name, one in nodes if one["feasible"]], scores


def labels_of(manifest: Manifest) -> dict[str, str]:
    found: dict[str, str] = manifest["metadata"].get("labels") or {}
    return found


class SpreadByHand:
    """PodTopologySpread for a Pod with constraints of its own."""

    def __init__(self, manifests: Any) -> None:
        self.nodes = manifests.nodes
        self.new = manifests.pods[-1]
        self.placed = manifests.pods[:-1]
        self.rules = self.new["spec"]["topologySpreadConstraints"]

    def of(self, when: str) -> list[Any]:
        return [rule for rule in self.rules if rule["whenUnsatisfiable"] == when]

    def count(self, one: Manifest, rule: Any) -> int:
        if not any(rule["labelSelector"].values()):
            return 0
        return sum(
            other["spec"]["nodeName"] == one["metadata"]["name"]
            and other["metadata"]["namespace"] == "default"
            and "deletionTimestamp" not in other["metadata"]
            and matches_labels(rule["labelSelector"], labels_of(other))
            for other in self.placed
        )

    def has_keys(self, one: Manifest, rules: list[Any]) -> bool:
        return all(rule["topologyKey"] in labels_of(one) for rule in rules)

    def counts(self, one: Manifest, rule: Any) -> bool:
        """By its policies."""
        selector = self.new["spec"].get("nodeSelector") or {}
        wanted = all(labels_of(one).get(key) == value for key, value in selector.items())
        clean = not one["spec"].get("taints")
        return (rule["nodeAffinityPolicy"] == "Ignore" or wanted) and (rule["nodeTaintsPolicy"] == "Ignore" or clean)

    def fits(self, one: Manifest) -> bool:
        rules = self.of("DoNotSchedule")
        if not self.has_keys(one, rules):
            return False
        for rule in rules:
            key, sums = rule["topologyKey"], dict[str, int]()
            for other in self.nodes:
                if self.has_keys(other, rules) and self.counts(other, rule):
                    value = labels_of(other)[key]
                    sums[value] = sums.get(value, 0) + self.count(other, rule)
            own = matches_labels(rule["labelSelector"], labels_of(self.new))
            if sums.get(labels_of(one)[key], 0) + own - min(sums.values(), default=0) > rule["maxSkew"]:
                return False
        return True

    def scores(self) -> list[int]:
        rules = self.of("ScheduleAnyway")
        if not rules:
            return [0] * len(self.nodes)
        kept = [one for one in self.nodes if self.has_keys(one, rules)]
        raw = [floor(sum(self.part(one, rule, kept, rules) for rule in rules) + 0.5) for one in kept]
        most, least = max(raw, default=0), min(raw, default=0)
        by_name = {
            one["metadata"]["name"]: 100 * (most + least - score) // most if most else 100
            for one, score in zip(kept, raw, strict=True)
        }
        return [by_name.get(one["metadata"]["name"], 0) for one in self.nodes]

    def part(self, one: Manifest, rule: Any, kept: list[Any], rules: list[Any]) -> float:
        key = rule["topologyKey"]
        if key == HOST:
            return self.count(one, rule) * log(len(kept) + 2) + rule["maxSkew"] - 1
        same = [
            other
            for other in self.nodes
            if self.has_keys(other, rules) and labels_of(other)[key] == labels_of(one)[key] and self.counts(other, rule)
        ]
        domains = len({labels_of(other)[key] for other in kept})
        return sum(self.count(other, rule) for other in same) * log(domains + 2) + rule["maxSkew"] - 1


@QUICK
@given(NODES, PLACED, LABELS, SPREADS, st.booleans())
def test_spreading(nodes: Any, placed: Any, labels: Any, spreads: Any, selects: bool) -> None:
    wanted: Manifest = {"nodeSelector": {"rack": "1"}} if selects else {}
    manifests = cluster(nodes, placed, pod(labels=labels, topologySpreadConstraints=spreads, **wanted))
    hand = SpreadByHand(manifests)
    fitting = [one["metadata"]["name"] for one in manifests.nodes if hand.fits(one)]
    assert told(manifests, "PodTopologySpread") == (fitting, hand.scores())


class AffinityByHand:
    """InterPodAffinity."""

    def __init__(self, manifests: Any) -> None:
        self.nodes = {one["metadata"]["name"]: one for one in manifests.nodes}
        self.new, self.placed = manifests.pods[-1], manifests.pods[:-1]

    def terms(self, one: Manifest, kind: str, *, hard: bool) -> list[Any]:
        found: list[Any] = one["spec"]["affinity"][kind][
            ("required" if hard else "preferred") + "DuringSchedulingIgnoredDuringExecution"
        ]
        return found

    def means(self, term: Any, one: Manifest) -> bool:
        is_there = one["metadata"]["namespace"] in term["namespaces"]
        return is_there and matches_labels(term["labelSelector"], labels_of(one))

    def same(self, term: Any, other: Manifest, here: Manifest) -> bool:
        """Whether a placed Pod is in this node's domain."""
        key, there = term["topologyKey"], labels_of(self.nodes[other["spec"]["nodeName"]])
        return key in there and there[key] == labels_of(here).get(key)

    def fits(self, here: Manifest) -> bool:
        hard, anti = (self.terms(self.new, kind, hard=True) for kind in ("podAffinity", "podAntiAffinity"))
        if hard and not self.is_near(hard, here):
            return False
        if any(self.means(term, other) and self.same(term, other, here) for term in anti for other in self.placed):
            return False
        return not any(
            self.means(term, self.new) and self.same(term, other, here)
            for other in self.placed
            for term in self.terms(other, "podAntiAffinity", hard=True)
        )

    def is_near(self, hard: list[Any], here: Manifest) -> bool:
        if any(term["topologyKey"] not in labels_of(here) for term in hard):
            return False
        matching = [other for other in self.placed if all(self.means(term, other) for term in hard)]
        if all(any(self.same(term, other, here) for other in matching) for term in hard):
            return True
        where = [labels_of(self.nodes[other["spec"]["nodeName"]]) for other in matching]
        known = any(term["topologyKey"] in there for there in where for term in hard)
        return not known and all(self.means(term, self.new) for term in hard)

    def raw(self, here: Manifest) -> int:
        total = 0
        for other in self.placed:
            for kind, sign in (("podAffinity", 1), ("podAntiAffinity", -1)):
                for holder, meant in ((self.new, other), (other, self.new)):
                    for one in self.terms(holder, kind, hard=False):
                        term = one["podAffinityTerm"]
                        total += sign * one["weight"] * (self.means(term, meant) and self.same(term, other, here))
            for term in self.terms(other, "podAffinity", hard=True):
                total += self.means(term, self.new) and self.same(term, other, here)
        return total

    def scores(self) -> list[int]:
        raw = [self.raw(one) for one in self.nodes.values()]
        least, most = min(raw), max(raw)
        return [int(100 * ((one - least) / (most - least))) if most > least else 0 for one in raw]


@QUICK
@given(NODES, PLACED, LABELS, AFFINITIES)
def test_affinity_between_pods(nodes: Any, placed: Any, labels: Any, terms: Any) -> None:
    manifests = cluster(nodes, placed, pod(labels=labels, affinity=terms))
    hand = AffinityByHand(manifests)
    fitting = [name for name, one in hand.nodes.items() if hand.fits(one)]
    assert told(manifests, "InterPodAffinity") == (fitting, hand.scores())
