"""Addresses of a room's endpoint: which room a path means, and how a queue is called in an answer."""

import re
from dataclasses import dataclass
from typing import Any

QUEUE = r"/(\d{12})/([^/]+)/?"
PATH = re.compile(rf"(/rooms/([^/]+)/aws)(?:/|{QUEUE}|(/v2/email/.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One room's endpoint as this client reached it; `base` has no slash at its end.

    `queue` is the address of the queue that the path names, "" for none; `rest` is what a REST call asks for, from
    "/v2/email/" on and still escaped, "" where the path is no such call's.
    """

    code: str
    base: str
    queue: str = ""
    rest: str = ""

    def queue_url(self, url: str) -> str:
        """A queue's address by which this client can reach it: account and name are kept, the rest is ours."""
        return "/".join([self.base, *url.rsplit("/", 2)[1:]])


def find_endpoint(scope: dict[str, Any], host: str, *, tls: bool) -> Endpoint | None:
    """The endpoint a connection asks for, None where the path is none.

    The host is the one the client named: behind a container's or a proxy's name it can reach no other.
    """
    found = PATH.fullmatch(scope["path"])
    if found is None:
        return None
    prefix, code, account, name, rest = found.groups()
    scheme = "https" if tls else scope.get("scheme", "http")
    base = f"{scheme}://{host or _own_name(scope)}{prefix}"
    if rest:
        rest = scope["raw_path"].decode("latin-1").removeprefix(prefix)
    return Endpoint(code, base, f"{base}/{account}/{name}" if name else "", rest or "")


def _own_name(scope: dict[str, Any]) -> str:
    """For a client of HTTP/1.0, which need not name a host."""
    name, port = scope.get("server") or ("localhost", None)
    return f"{name}:{port}" if port else str(name)
