"""What the store refuses with (etcd 3.6, rpctypes)."""

from labs.engines.kube.errors import KubeError


class RevisionConflict(KubeError):
    """The key is at another revision than the writer expects; `revision` is its own ("0": it does not exist)."""

    code = "revision_conflict"

    def __init__(self, revision: str) -> None:
        super().__init__("the key is at another revision", revision=revision)


class Compacted(KubeError):
    """What is asked for lies before the compaction; `revision` is the first that is kept."""

    code = "compacted"

    def __init__(self, revision: int) -> None:
        super().__init__("mvcc: required revision has been compacted", revision=revision)


class NoSpace(KubeError):
    """The quota is used up: only reads and deletions until it is defragmented and the alarm disarmed."""

    code = "no_space"

    def __init__(self) -> None:
        super().__init__("etcdserver: mvcc: database space exceeded")


class NoQuorum(KubeError):
    """Most members did not answer in time; whether the write will be stored is not known."""

    code = "no_quorum"

    def __init__(self) -> None:
        super().__init__("etcdserver: request timed out")
