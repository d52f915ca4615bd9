"""Where a program listens: each instance under a host of its own, "http://shipping-1.shop.example/"."""

import re

from labs.engines.sim import Simulation

DOMAIN = "shop.example"
DOOR = "handle"  # the method of a program that takes requests

_url = re.compile(r"https?://([^/:?#]+)(?::\d+)?(/[^?#]*)?(?:[?#].*)?", re.IGNORECASE)
_label = re.compile(r"([A-Za-z0-9_-]+?)(?:-([1-9]\d{0,8}))?")


def url_of(program: str, instance: str) -> str:
    """The address of an instance; `instance` is "" for a program that has only one."""
    return f"http://{program}-{instance}.{DOMAIN}/" if instance else f"http://{program}.{DOMAIN}/"


def place_of(url: str) -> tuple[str, str, str] | None:
    """The program, the instance or "", and the path of an address in this shop; None for any other."""
    found = _url.fullmatch(url)
    if found is None:
        return None
    label, _, domain = found[1].partition(".")
    named = _label.fullmatch(label)
    if named is None or domain.lower() != DOMAIN:
        return None
    return named[1], named[2] or "", found[2] or "/"


def listens(sim: Simulation, program: str) -> bool:
    """Whether there is a program of that name that takes requests."""
    door = sim.fences.get(program, {}).get(DOOR)
    return door is not None and door.kind == "endpoint"
