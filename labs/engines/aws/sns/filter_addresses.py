"""Networks in filter policies ("10.0.0.0/8"), and which addresses are in them."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


@lru_cache(maxsize=512)
def read_network(text: str) -> Network:
    """Raises ValueError with the part of AWS's words that says what is wrong."""
    address, slash, mask = text.partition("/")
    if not slash or "/" in mask:
        raise ValueError("one '/' required")
    if not (mask.isascii() and mask.isdigit()):
        raise ValueError("mask bits must be an integer")
    try:
        ip_address(address)
    except ValueError:
        raise ValueError(f"nonstandard IP address: {address}") from None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise ValueError("mask bits must not be more than the address has") from None


def is_in_network(text: str, network: str) -> bool:
    try:
        return ip_address(text) in read_network(network)
    except ValueError:
        return False
