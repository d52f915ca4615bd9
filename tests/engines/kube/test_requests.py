from typing import Any

import pytest

from labs.engines.kube.requests import UNSTATED, pod_requests


def asks(restart: str = "", **requests: str) -> dict[str, Any]:
    return {"resources": {"requests": requests}, **({"restartPolicy": restart} if restart else {})}


ONE, TWO, FOUR = asks(cpu="1"), asks(cpu="2"), asks(cpu="4")
SIDECAR = asks("Always", cpu="1")


@pytest.mark.parametrize(
    ("containers", "early", "cpu"),
    [
        ([ONE, TWO], [], 3_000),
        ([ONE], [FOUR, TWO], 4_000),
        ([ONE, FOUR], [FOUR], 5_000),
        ([TWO], [SIDECAR], 3_000),
        ([TWO], [SIDECAR, FOUR], 5_000),
        ([TWO], [FOUR, SIDECAR], 4_000),
        ([TWO], [SIDECAR, TWO, SIDECAR], 4_000),
        ([TWO], [SIDECAR, SIDECAR, FOUR], 6_000),
        ([asks(cpu="0.5m")], [], 1),
    ],
)
def test_a_pod_needs_what_it_needs_at_once(containers: Any, early: Any, cpu: int) -> None:
    assert pod_requests({"containers": containers, "initContainers": early}) == {"cpu": cpu}


def test_overhead_comes_on_top() -> None:
    assert pod_requests({"containers": [ONE], "overhead": {"cpu": "250m", "memory": "1Ki"}}) == {
        "cpu": 1_250,
        "memory": 1_024,
    }


def test_what_the_pod_says_replaces_what_its_containers_say_for_cpu_memory_and_huge_pages() -> None:
    own = {"cpu": "3", "hugepages-2Mi": "2Mi", "example.com/gpu": "5"}
    containers = [asks(cpu="1", memory="1Ki", **{"example.com/gpu": "1"})]
    assert pod_requests({"containers": containers, "resources": {"requests": own}, "overhead": {"cpu": "1"}}) == {
        "cpu": 4_000,
        "memory": 1_024,
        "example.com/gpu": 1,
        "hugepages-2Mi": 2 * 1024 * 1024,
    }


def test_each_container_that_says_nothing_counts_as_a_small_one_when_scored() -> None:
    mebibyte = 1024 * 1024
    assert pod_requests({"containers": [{}, ONE]}, UNSTATED) == {"cpu": 1_100, "memory": 400 * mebibyte}
    assert pod_requests({"containers": [asks(cpu="0", memory="0")]}, UNSTATED) == {"cpu": 0, "memory": 0}
