"""Getting images, one at a time, with longer and longer waits after failures."""

from tests.engines.kube.kubelet.bench import Bench

PROBLEM = (
    'failed to pull and unpack image "docker.io/does-not-exist/web:1": failed to resolve reference '
    '"docker.io/does-not-exist/web:1": pull access denied, repository does not exist or may require authorization: '
    "server message: insufficient_scope: authorization failed"
)


def test_a_pull_that_fails_is_tried_again_after_10_20_40_seconds() -> None:
    bench = Bench()
    bench.create("does-not-exist/web:1")
    bench.run(1_000)
    failed, began = bench.moments("ImagePullFailed"), bench.moments("ImagePullStarted")
    gaps = [begin - end for begin, end in zip(began[1:], failed, strict=False)]
    assert gaps[:7] == [10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]


def test_it_waits_with_the_error_and_then_with_the_back_off() -> None:
    bench = Bench()
    bench.create("does-not-exist/web:1")
    bench.run(2)
    assert bench.container()["state"]["waiting"] == {"reason": "ErrImagePull", "message": PROBLEM}
    bench.run(2)
    message = f'Back-off pulling image "does-not-exist/web:1": ErrImagePull: {PROBLEM}'
    assert bench.container()["state"]["waiting"] == {"reason": "ImagePullBackOff", "message": message}
    assert bench.pod()["status"]["phase"] == "Pending"
    assert bench.told() == [
        ["Pulling", 'Pulling image "does-not-exist/web:1"', 1],
        ["Failed", f'Failed to pull image "does-not-exist/web:1": {PROBLEM}', 1],
        ["Failed", "Error: ErrImagePull", 1],
        ["BackOff", 'Back-off pulling image "does-not-exist/web:1"', 1],
        ["Failed", "Error: ImagePullBackOff", 1],
    ]


def test_pulls_of_a_node_wait_for_each_other() -> None:
    bench = Bench()
    bench.create("shop/web:1")
    bench.create("shop/job:1", name="two")
    bench.run(10)
    assert bench.moments("ImagePullStarted") == [504, 2_504]
    size = bench.kubelet.images["docker.io/shop/job:1"]
    message = f'Successfully pulled image "shop/job:1" in 1s (3s including waiting). Image size: {size} bytes.'
    assert ["Pulled", message, 1] in bench.told("two")


def test_latest_is_asked_for_each_time_and_a_tag_once() -> None:
    bench = Bench()
    bench.create("nginx")
    bench.create("nginx", name="two", container={"imagePullPolicy": "IfNotPresent"})
    bench.run(20)
    bench.do("node-a.kill_container", pod="web")
    bench.do("node-a.kill_container", pod="two")
    bench.run(5)
    pulls = [(data["pod"], at_ms) for at_ms, _, data in bench.facts("ImagePulled")]
    assert [pod for pod, _ in pulls] == ["default/web", "default/two", "default/web"]
    assert pulls[1][1] - pulls[0][1] == 600  # it was queued for the pull before the image was there
    assert pulls[2][1] == 20_600
    assert bench.moments("ContainerStarted")[-2:] == [20_200, 20_800]


def test_with_the_policy_never_an_absent_image_is_not_pulled() -> None:
    bench = Bench()
    bench.create(container={"imagePullPolicy": "Never"})
    bench.run(5)
    message = 'Container image "shop/web:1" is not present with pull policy of Never'
    assert bench.container()["state"]["waiting"] == {"reason": "ErrImageNeverPull", "message": message}
    assert not bench.facts("ImagePullStarted")


def test_what_is_no_name_of_an_image_is_told_as_such() -> None:
    bench = Bench()
    bench.create("NGINX")
    bench.run(5)
    waiting = bench.container()["state"]["waiting"]
    assert waiting["reason"] == "InvalidImageName"
    assert waiting["message"].startswith('Failed to apply default image tag "NGINX": couldn\'t parse image name')


def test_an_image_stays_though_nobody_waits_for_it_any_more() -> None:
    bench = Bench()
    bench.create()
    bench.run(1)
    bench.do("apiserver.delete", resource="pods", name="web", grace_s=0)
    bench.run(5)
    assert list(bench.kubelet.images) == ["docker.io/shop/web:1"]
    assert not bench.facts("ContainerStarted")
