"""Networks in filter policies."""

import pytest

from labs.engines.aws.sns.filter_addresses import is_in_network, read_network


def test_an_address_is_in_its_network() -> None:
    assert is_in_network("10.0.0.7", "10.0.0.9/24")
    assert not is_in_network("10.0.1.7", "10.0.0.9/24")
    assert not is_in_network("x", "10.0.0.0/24")


@pytest.mark.parametrize("network", ["10.0.0.0", "10.0.0.0/", "10.0.0.0/8/8", "x/8", "10.0.0.0/33", "10.0.0.0/a"])
def test_what_is_no_network(network: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_network(network)
