"""Addresses and ports of Services."""

from ipaddress import IPv4Address
from typing import Any

import pytest

from labs.engines.kube.apiserver.addresses import RANGE
from tests.engines.kube.apiserver.cluster import Cluster


def service(**spec: Any) -> dict[str, Any]:
    return {"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}], **spec}}


def test_every_service_has_an_address_of_its_own_which_stays() -> None:
    cluster = Cluster()
    made = [cluster.create("services", f"s{n}", service())["spec"] for n in range(5)]
    assert len({one["clusterIP"] for one in made}) == 5
    assert all(IPv4Address(one["clusterIP"]) in RANGE and one["clusterIPs"] == [one["clusterIP"]] for one in made)
    body = {**service(), "metadata": {"name": "s0"}, "spec": {**service()["spec"], "ports": [{"port": 81}]}}
    assert cluster.do("replace", resource="services", name="s0", body=body)["spec"]["clusterIP"] == made[0]["clusterIP"]


def test_a_headless_service_has_none() -> None:
    spec = Cluster().create("services", "s", service(clusterIP="None"))["spec"]
    assert (spec["clusterIP"], spec["clusterIPs"]) == ("None", ["None"])
    spec = Cluster().create("services", "s", {"spec": {"type": "ExternalName", "externalName": "shop.example"}})["spec"]
    assert "clusterIP" not in spec


@pytest.mark.parametrize("kind", ["NodePort", "LoadBalancer"])
def test_what_is_open_on_the_nodes_has_a_port_which_stays(kind: str) -> None:
    cluster = Cluster()
    port = cluster.create("services", "s", service(type=kind))["spec"]["ports"][0]["nodePort"]
    assert 30_086 <= port <= 32_767
    patch = {"spec": {"ports": [{"name": "a", "port": 80}, {"name": "b", "port": 81}]}}
    ports = cluster.do("patch", resource="services", name="s", patch=patch)["spec"]["ports"]
    assert ports[0]["nodePort"] == port
    assert ports[1]["nodePort"] != port


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (
            {"clusterIP": "192.0.2.1"},
            'spec.clusterIPs: Invalid value: ["192.0.2.1"]: failed to allocate IP 192.0.2.1: the provided IP '
            "(192.0.2.1) is not in the valid range. The range of valid IPs is 10.96.0.0/12",
        ),
        (
            {"clusterIP": "10.96.0.10"},
            'spec.clusterIPs: Invalid value: ["10.96.0.10"]: failed to allocate IP 10.96.0.10: provided IP is already '
            "allocated",
        ),
        (
            {"type": "NodePort", "ports": [{"port": 80, "nodePort": 80}]},
            "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid "
            "ports is 30000-32767",
        ),
        (
            {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30_000}]},
            "spec.ports[0].nodePort: Invalid value: 30000: provided port is already allocated",
        ),
    ],
)
def test_what_cannot_be_had_is_refused(spec: Any, said: str) -> None:
    cluster = Cluster()
    cluster.create(
        "services", "dns", service(clusterIP="10.96.0.10", type="NodePort", ports=[{"port": 53, "nodePort": 30_000}])
    )
    refused = cluster.refused("create", resource="services", body={"metadata": {"name": "s"}, **service(**spec)})
    assert refused["message"] == f'Service "s" is invalid: {said}'


def test_an_address_does_not_change() -> None:
    cluster = Cluster()
    cluster.create("services", "s", service(clusterIP="10.96.0.10"))
    patch = {"spec": {"clusterIP": "10.96.0.11"}}
    refused = cluster.refused("patch", resource="services", name="s", patch=patch)
    assert refused["message"].endswith('spec.clusterIPs[0]: Invalid value: ["10.96.0.11"]: may not change once set')
