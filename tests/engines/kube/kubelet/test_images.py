"""Names of images, and what follows from a name."""

import pytest

from labs.engines.kube.kubelet import images
from labs.engines.kube.kubelet.behaviour import FOREVER, Behaviour


@pytest.mark.parametrize(
    ("image", "full"),
    [
        ("nginx", "docker.io/library/nginx:latest"),
        ("nginx:1.29", "docker.io/library/nginx:1.29"),
        ("shop/web:1", "docker.io/shop/web:1"),
        ("registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10"),
        ("localhost:5000/a/b_c/d-e:v1.2", "localhost:5000/a/b_c/d-e:v1.2"),
        ("localhost/a", "localhost/a:latest"),
        ("nginx@sha256:" + "a" * 64, "docker.io/library/nginx@sha256:" + "a" * 64),
        ("NGINX", ""),
        ("Shop/web", ""),
        ("nginx:", ""),
        ("a b", ""),
        ("", ""),
    ],
)
def test_an_image_has_a_full_name_or_is_none(image: str, full: str) -> None:
    assert images.full_name(image) == full


@pytest.mark.parametrize(
    ("image", "why"),
    [
        ("NGINX", ": repository name (library/NGINX) must be lowercase"),
        ("Shop/web:1", ": repository name (Shop/web) must be lowercase"),
        ("a b", ""),
    ],
)
def test_what_is_no_name_is_told_why(image: str, why: str) -> None:
    assert images.name_problem(image) == f'couldn\'t parse image name "{image}": invalid reference format{why}'


def test_only_what_lies_under_does_not_exist_cannot_be_pulled() -> None:
    assert not images.exists(images.full_name("does-not-exist/web:1"))
    assert not images.exists(images.full_name("registry.example.com/does-not-exist/web"))
    assert images.exists(images.full_name("does-not-exist-2/web"))


def test_size_and_time_of_a_pull_follow_from_the_name() -> None:
    one, other = images.full_name("nginx:1.28"), images.full_name("nginx:1.29")
    sizes = [images.size_of(name, FOREVER) for name in (one, other)]
    assert sizes[0] != sizes[1]
    assert all(5 << 20 <= size <= 200 << 20 for size in sizes)
    assert images.pull_us(one, FOREVER) == 400_000 + sizes[0] // 50
    assert images.size_of(one, Behaviour(size_mib=3)) == 3 << 20
    assert images.pull_us(one, Behaviour(pull_ms=70)) == 70_000


def test_an_image_id_is_a_digest() -> None:
    reference = images.full_name("registry.example.com:5000/a/web:1")
    name, _, digest = images.digest_of(reference).partition("@sha256:")
    assert name == "registry.example.com:5000/a/web"
    assert len(digest) == 64
    given = images.full_name("web@sha256:" + "b" * 64)
    assert images.digest_of(given) == given


def test_a_shell_without_a_command_ends_at_once_and_a_server_does_not() -> None:
    assert images.known(images.full_name("busybox:1.36")).exits_after_ms == 0
    assert images.known(images.full_name("hello-world")).exits_after_ms == 0
    assert images.known(images.full_name("nginx")).exits_after_ms is None
