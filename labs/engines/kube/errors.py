"""What the cluster refuses with."""

from labs.engines.sim import EngineError


class KubeError(EngineError):
    """Base of all that this engine refuses."""

    code = "kube_error"


class ManifestError(KubeError):
    """A manifest that Kubernetes would not take.

    `document` counts from 1, `item` too (0: the document is no list), `field` is a path as Kubernetes writes it and
    empty where the whole document is meant, `problem` is Kubernetes' sentence, such as `Required value`.
    """

    code = "bad_manifest"

    def __init__(
        self, document: int, field: str, problem: str, *, item: int = 0, kind: str = "", name: str = ""
    ) -> None:
        where = f"document {document}" + (f", item {item}" if item else "")
        which = " ".join(part for part in (kind, name) if part)
        text = ": ".join(part for part in (where + (f" ({which})" if which else ""), field, problem) if part)
        super().__init__(text, document=document, item=item, kind=kind, name=name, field=field, problem=problem)
