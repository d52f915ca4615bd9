"""What is wrong with a text before anything can be said of its manifests."""

DEPTH_MAX = 100  # Kubernetes' own objects are less than 20 deep
TOO_DEEP = f"nested more than {DEPTH_MAX} deep"


class TextError(ValueError):
    """The text is neither JSON nor YAML, or more than is taken; says where, counting from 1, and what is wrong."""

    def __init__(self, problem: str, *, document: int = 0, line: int = 0) -> None:
        where = [f"document {document}"] * bool(document) + [f"line {line}"] * bool(line)
        super().__init__(": ".join(part for part in (", ".join(where), problem) if part))


def already_set(key: str) -> str:
    return f'key "{key}" already set in map'
