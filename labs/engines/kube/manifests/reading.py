"""From documents to a cluster's manifests: every object checked, defaulted and admitted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from labs.engines.kube.manifests.admission import Manifest, admit_claim, admit_namespaces, admit_pod
from labs.engines.kube.manifests.documents import Located, check_kind, located
from labs.engines.kube.manifests.kinds import KINDS
from labs.engines.kube.manifests.problems import Problem, duplicate


@dataclass
class Manifests:
    """A cluster's objects, each kind in the order of the documents; `ignored` are kinds unknown to scheduling."""

    nodes: list[Manifest] = field(default_factory=list)
    pods: list[Manifest] = field(default_factory=list)
    namespaces: list[Manifest] = field(default_factory=list)
    services: list[Manifest] = field(default_factory=list)
    replicasets: list[Manifest] = field(default_factory=list)
    replicationcontrollers: list[Manifest] = field(default_factory=list)
    statefulsets: list[Manifest] = field(default_factory=list)
    poddisruptionbudgets: list[Manifest] = field(default_factory=list)
    priorityclasses: list[Manifest] = field(default_factory=list)
    persistentvolumes: list[Manifest] = field(default_factory=list)
    persistentvolumeclaims: list[Manifest] = field(default_factory=list)
    storageclasses: list[Manifest] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def of(self, kind: str) -> list[Manifest]:
        """The list of this kind, by its resource's name."""
        found: list[Manifest] = getattr(self, kind.lower() + ("es" if kind.endswith("s") else "s"))
        return found


def read_cluster(documents: Sequence[object]) -> Manifests:
    """The cluster that these documents (plain JSON values; null is no document) describe.

    An object is taken as the API server of 1.34 would store it, and where something is wrong with one, nothing is:
    raises ManifestError.
    """
    read = Manifests()
    places: dict[tuple[str, str, str], Located] = {}
    for one in located(documents):
        _take(one, read, places)
    _admit(read, places)
    return read


def _take(one: Located, read: Manifests, places: dict[tuple[str, str, str], Located]) -> None:
    try:
        check_kind(one)
        if one.kind not in KINDS:
            read.ignored.append(one.kind)
            return
        manifest = KINDS[one.kind].check(one.value, "")
        place = _place(one.kind, manifest)
        if place in places:
            raise duplicate("metadata.name", manifest["metadata"]["name"])
    except Problem as problem:
        raise one.error(problem) from None
    places[place] = one
    read.of(one.kind).append(manifest)


def _place(kind: str, manifest: Manifest) -> tuple[str, str, str]:
    metadata = manifest["metadata"]
    return kind, metadata.get("namespace", ""), metadata["name"]


def _admit(read: Manifests, places: dict[tuple[str, str, str], Located]) -> None:
    """Last, because the objects that admission asks for may come after those that ask."""
    for index, pod in enumerate(read.pods):
        try:
            read.pods[index] = admit_pod(pod, read.priorityclasses)
        except Problem as problem:
            raise places[_place("Pod", pod)].error(problem) from None
    read.namespaces = admit_namespaces(read.namespaces, read.pods)
    claims = read.persistentvolumeclaims
    read.persistentvolumeclaims = [admit_claim(claim, read.storageclasses) for claim in claims]
