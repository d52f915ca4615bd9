"""A Pod's way on a node, from the binding to a running container."""

from tests.engines.kube.kubelet.bench import Bench, build
from tests.engines.replay import restarted


def test_a_pod_bound_to_the_node_runs_and_says_so() -> None:
    bench = Bench()
    bench.run(1)
    bench.create()
    bench.run(5)
    assert bench.moments("ImagePullStarted") == [1_504]  # 4 ms until the kubelet hears, 500 for the sandbox
    assert bench.moments("ImagePulled") == [3_504]
    assert bench.facts("ContainerStarted") == [
        (3_704, "ContainerStarted", {"pod": "default/web", "container": "app", "restarts": 0})
    ]
    status = bench.pod()["status"]
    assert (status["phase"], status["podIP"], status["hostIP"]) == ("Running", "10.244.0.2", "10.0.0.1")
    assert [(one["type"], one["status"]) for one in status["conditions"]] == [
        ("PodReadyToStartContainers", "True"), ("Initialized", "True"), ("Ready", "True"), ("ContainersReady", "True"),
    ]  # fmt: skip


def test_its_kind_events_are_the_kubelets_own_words() -> None:
    bench = Bench()
    bench.create()
    bench.run(5)
    size = bench.kubelet.images["docker.io/shop/web:1"]
    assert bench.told() == [
        ["Pulling", 'Pulling image "shop/web:1"', 1],
        [
            "Pulled",
            f'Successfully pulled image "shop/web:1" in 2s (2s including waiting). Image size: {size} bytes.',
            1,
        ],
        ["Created", "Created container: app", 1],
        ["Started", "Started container app", 1],
    ]


def test_while_it_starts_the_container_waits_and_the_pod_is_not_ready() -> None:
    bench = Bench()
    bench.create()
    bench.run(2)
    assert bench.pod()["status"]["phase"] == "Pending"
    assert bench.container()["state"] == {"waiting": {"reason": "ContainerCreating"}}
    ready = next(one for one in bench.pod()["status"]["conditions"] if one["type"] == "Ready")
    assert (ready["status"], ready["reason"]) == ("False", "ContainersNotReady")
    assert ready["message"] == "containers with unready status: [app]"


def test_a_second_pod_finds_the_image_on_the_machine() -> None:
    bench = Bench()
    bench.create()
    bench.run(5)
    bench.create(name="two")
    bench.run(2)
    assert bench.moments("ContainerStarted")[1] == 5_704
    assert bench.told("two")[0] == ["Pulled", 'Container image "shop/web:1" already present on machine', 1]
    assert bench.pod("two")["status"]["podIP"] == "10.244.0.3"


def test_what_is_restored_goes_on_the_same() -> None:
    bench = Bench()
    bench.create()
    bench.run(2)
    other = Bench(restarted(bench.sim, build))
    bench.run(30)
    other.run(30)
    assert bench.sim.digest == other.sim.digest
    assert bench.pod() == other.pod()
