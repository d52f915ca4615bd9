"""A cluster at one moment of a recorded run: what is stored, who is at work, what has happened."""

from typing import Any

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.informer import Informer
from labs.engines.sim import Component, Fact, Fits, Reader, Refused

Manifest = dict[str, Any]
LOOK_BACK_US = 3_600_000_000


class View:
    """What the API server has, which the parts may not have heard of yet."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @property
    def now_us(self) -> int:
        return self.reader.at_us

    def part(self, name: str) -> Any:
        """A component, whatever it is; each of a cluster's is known by its name. Raises Refused."""
        found: Component | None = self.reader.sim.components.get(name)
        if found is None:
            raise Refused("bad_arguments", argument="about", problem="unknown")
        return found

    # Objects

    @property
    def _apiserver(self) -> ApiServer:
        return self.part("apiserver")  # type: ignore[no-any-return]

    @property
    def revision(self) -> int:
        return self._apiserver.revision

    def version(self, resource: str, key: str) -> int:
        """Of an object; 0 if it is not there."""
        return int(self._apiserver.objects.get(resource, {}).get(key, 0))

    def object(self, resource: str, key: str) -> Manifest | None:
        found = self._apiserver.objects.get(resource, {}).get(key)
        return None if found is None else self._apiserver.versions(found)

    def objects(self, resource: str) -> list[tuple[str, Manifest]]:
        held = self._apiserver.objects.get(resource, {})
        return [(key, self._apiserver.versions(revision)) for key, revision in held.items()]

    def owned(self, resource: str, owner: Manifest) -> list[tuple[str, Manifest]]:
        return [(key, one) for key, one in self.objects(resource) if controller_of(one).get("uid") == uid_of(owner)]

    # Who hears whom

    def is_cut(self, part: str) -> bool:
        """Nothing passes between this part and the API server."""
        return f"{part}>apiserver" in self.reader.sim.network.cuts

    def cut_of(self, part: str) -> Fact | None:
        number = self.reader.sim.network.cut_by.get(f"{part}>apiserver", 0)
        return self.reader.fact(number)

    def watcher(self, name: str) -> Informer:
        """Raises Refused."""
        found = self.part(name)
        if not isinstance(found, Informer):
            raise Refused("bad_arguments", argument="about", problem="unknown")
        return found

    # Facts

    def newest(self, fits: Fits, before_us: int | None = None) -> Fact | None:
        """The newest fitting fact until now, or until a moment."""
        until_us = self.now_us if before_us is None else before_us
        return self.reader.happened(max(0, until_us - LOOK_BACK_US), until_us, fits)

    def of_pod(self, key: str) -> list[Fact]:
        """Everything that was stated of a Pod, oldest first, from when it was made."""

        def belongs(fact: Fact) -> bool:
            data = fact["data"]
            return bool(data.get("pod") == key or (data.get("resource") == "pods" and data.get("key") == key))

        return self.reader.collect(belongs, lambda fact: fact["event"] == "ObjectCreated")[0]


def uid_of(manifest: Manifest) -> str:
    return str(manifest["metadata"]["uid"])


def controller_of(manifest: Manifest) -> Manifest:
    """The owner reference of who controls it; {} for nobody."""
    owners = manifest["metadata"].get("ownerReferences") or ()
    return next((one for one in owners if one.get("controller")), {})


def last(facts: list[Fact], *names: str) -> Fact | None:
    """The newest of these names."""
    return next((fact for fact in reversed(facts) if fact["event"] in names), None)
