"""What holds for every cluster, whatever it is made of."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labs.engines.kube import read_cluster
from labs.engines.kube.scheduler import explain
from labs.engines.kube.scheduler.cycle import Cycle
from labs.engines.kube.scheduler.framework import Profile
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from tests.engines.kube.scheduler.cluster import HOST, ZONE, Manifest, node, pod

APPS = st.sampled_from(["web", "db", ""])
TAINTS = st.lists(
    st.sampled_from([{"key": "k", "effect": "NoSchedule"}, {"key": "s", "effect": "PreferNoSchedule"}]),
    unique_by=lambda taint: taint["key"],
)


@st.composite
def nodes(draw: Any) -> list[Manifest]:
    return [
        node(
            f"n{number}",
            cpu=f"{draw(st.integers(0, 8))}",
            memory=f"{draw(st.integers(0, 4))}Gi",
            pods=str(draw(st.integers(0, 4))),
            zone=draw(st.sampled_from(["x", "y", ""])),
            taints=draw(TAINTS),
            unschedulable=draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 5)))
    ]


@st.composite
def rules(draw: Any) -> Manifest:
    """Spread and (anti-)affinity over either topology."""
    key, selector = draw(st.sampled_from([HOST, ZONE])), {"matchLabels": {"app": draw(APPS)}}
    when = draw(st.sampled_from(["DoNotSchedule", "ScheduleAnyway"]))
    term = {"topologyKey": key, "labelSelector": selector}
    spread = {**term, "maxSkew": draw(st.integers(1, 2)), "whenUnsatisfiable": when}
    hard = {"requiredDuringSchedulingIgnoredDuringExecution": [term]}
    soft = {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 5, "podAffinityTerm": term}]}
    kinds: list[Manifest] = [
        {},
        {"topologySpreadConstraints": [spread]},
        {"affinity": {"podAntiAffinity": draw(st.sampled_from([hard, soft]))}},
        {"affinity": {"podAffinity": draw(st.sampled_from([hard, soft]))}},
        {"tolerations": [{"key": "k", "operator": "Exists"}]},
    ]
    chosen: Manifest = draw(st.sampled_from(kinds))
    return chosen


@st.composite
def pods(draw: Any) -> list[Manifest]:
    return [
        pod(
            f"p{number}",
            cpu=f"{draw(st.integers(0, 4_000))}m",
            memory=f"{draw(st.integers(0, 2_000))}Mi",
            labels={"app": draw(APPS)},
            priority=draw(st.integers(0, 2)),
            **draw(rules()),
        )
        for number in range(draw(st.integers(1, 8)))
    ]


CLUSTERS = st.tuples(nodes(), pods())
QUICK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@QUICK
@given(CLUSTERS)
def test_no_node_gives_more_than_it_has(cluster: tuple[list[Manifest], list[Manifest]]) -> None:
    given_nodes, given_pods = cluster
    snapshot = Snapshot(given_nodes)
    waiting = {f"default/{one['metadata']['name']}": PodInfo(one) for one in given_pods}
    for result in explain(read_cluster([*given_nodes, *given_pods]))["results"]:
        if result["node"]:
            snapshot.add_pod(waiting[result["pod"]], result["node"])
    for one in snapshot.nodes:
        assert one.used_cpu <= one.cpu
        assert one.used_memory <= one.memory
        assert len(one.pods) <= one.pods_most


@QUICK
@given(CLUSTERS)
def test_every_scheduled_pod_passed_every_filter_at_that_moment(
    cluster: tuple[list[Manifest], list[Manifest]],
) -> None:
    """Judged again by a scheduler that has counted nothing before; nominations are left out by not preempting."""
    read = read_cluster([*cluster[0], *cluster[1]])
    waiting = {f"default/{one['metadata']['name']}": PodInfo(one) for one in read.pods}
    placed: list[tuple[PodInfo, str]] = []
    for result in explain(read, preemption=False)["results"]:
        snapshot = Snapshot(read.nodes)
        for other, place in placed:
            snapshot.add_pod(other, place)
        found = Cycle(Profile(), snapshot).filter(waiting[result["pod"]])
        feasible = sorted(one.name for one in found.feasible)
        assert feasible == sorted(name for name, told in result["nodes"].items() if told["feasible"])
        assert (result["node"] in feasible) if feasible else result["node"] is None
        if result["node"]:
            placed.append((waiting[result["pod"]], result["node"]))


@QUICK
@given(CLUSTERS)
def test_victims_are_less_important_and_without_them_the_pod_fits(
    cluster: tuple[list[Manifest], list[Manifest]],
) -> None:
    read = read_cluster([*cluster[0], *cluster[1]])
    by_key = {f"default/{one['metadata']['name']}": PodInfo(one) for one in read.pods}
    # The less important ones are there already, wherever there is room.
    settled = read_cluster([*cluster[0], *_settled(read.nodes, list(by_key.values()))])
    for result in explain(settled, bind=False)["results"]:
        told = result["preemption"]
        if told is None:
            continue
        new = PodInfo(next(one for one in settled.pods if f"default/{one['metadata']['name']}" == result["pod"]))
        snapshot = Snapshot(settled.nodes)
        for one in settled.pods:
            key = f"default/{one['metadata']['name']}"
            if one["spec"].get("nodeName") and key not in told["victims"]:
                snapshot.add_pod(PodInfo(one), one["spec"]["nodeName"])
        assert told["victims"]
        assert all(by_key[key].priority < new.priority for key in told["victims"])
        assert told["nominatedNode"] in [one.name for one in Cycle(Profile(), snapshot).filter(new).feasible]


def _settled(all_nodes: list[Manifest], all_pods: list[PodInfo]) -> list[Manifest]:
    """The manifests with those of priority 0 and 1 on the first node that has room."""
    snapshot = Snapshot(all_nodes)
    told = []
    for one in all_pods:
        manifest = dict(one.manifest)
        found = Cycle(Profile(), snapshot).filter(one).feasible if one.priority < 2 else []
        if found:
            snapshot.add_pod(one, found[0].name)
            manifest["spec"] = {**one.spec, "nodeName": found[0].name}
        told.append(manifest)
    return told


@QUICK
@given(CLUSTERS)
def test_the_same_manifests_give_the_same_answer(cluster: tuple[list[Manifest], list[Manifest]]) -> None:
    first, second = (explain(read_cluster([*cluster[0], *cluster[1]])) for _ in range(2))
    assert first == second
