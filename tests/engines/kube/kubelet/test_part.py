"""Timers that are over are not heard (kubelet/part.py)."""

from tests.engines.kube.kubelet.bench import Bench


def test_the_end_of_an_earlier_process_does_not_end_the_next() -> None:
    bench = Bench()
    bench.create("shop/job:1")  # ends after 5 s
    bench.run(4)
    bench.do("node-a.kill_container", pod="web")
    bench.run(2)  # the first one would have ended at 6.704
    assert bench.moments("ContainerExited") == [4_000]
    bench.run(4)
    assert bench.moments("ContainerExited") == [4_000, 9_200]


def test_a_sandbox_that_was_asked_for_before_the_node_crashed_is_never_made() -> None:
    bench = Bench()
    bench.create()
    bench.run(0.3)
    bench.do("node-a.crash")
    bench.run(10)
    assert not bench.facts("ImagePullStarted")
