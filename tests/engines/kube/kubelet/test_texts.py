"""Durations and names as Go writes them."""

import pytest

from labs.engines.kube.kubelet.texts import duration, pod_name


@pytest.mark.parametrize(
    ("us", "text"),
    [
        (0, "0s"),
        (999, "0s"),
        (600_000, "600ms"),
        (1_387_400, "1.387s"),
        (10_000_000, "10s"),
        (160_000_000, "2m40s"),
        (300_000_000, "5m0s"),
        (3_600_000_000, "1h0m0s"),
        (62_500_000, "1m2.5s"),
    ],
)
def test_a_duration_is_written_to_the_millisecond(us: int, text: str) -> None:
    assert duration(us) == text


def test_a_pod_is_named_with_its_namespace_and_uid() -> None:
    assert pod_name({"metadata": {"name": "web", "namespace": "shop", "uid": "u-1"}}) == "web_shop(u-1)"
