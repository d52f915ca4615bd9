"""What a machine is called and has."""

import pytest

from labs.engines.kube.kubelet.machine import Machine, scripts_from


@pytest.mark.parametrize(
    ("number", "address", "network"),
    [(0, "10.0.0.1", "10.244.0"), (249, "10.0.0.250", "10.244.249"), (300, "10.0.1.51", "10.245.44")],
)
def test_machines_have_addresses_of_their_own(number: int, address: str, network: str) -> None:
    machine = Machine(number=number)
    assert (machine.address, machine.network) == (address, network)


def test_its_labels_are_the_usual_ones_and_a_scenarios() -> None:
    labels = Machine(number=0, zone="zone-b", labels={"disk": "fast"}).all_labels("node-a")
    assert labels["kubernetes.io/hostname"] == "node-a"
    assert labels["topology.kubernetes.io/zone"] == "zone-b"
    assert labels["disk"] == "fast"


def test_what_it_has_is_counted_as_requests_are() -> None:
    amounts = Machine(number=0, cpu="1500m", memory="2Gi", pods=3).amounts()
    assert (amounts["cpu"], amounts["memory"], amounts["pods"]) == (1_500, 2 << 30, 3)


def test_scripts_are_found_by_the_full_name() -> None:
    assert list(scripts_from({"web": {}, "shop/web:1": {}})) == ["docker.io/library/web:latest", "docker.io/shop/web:1"]
