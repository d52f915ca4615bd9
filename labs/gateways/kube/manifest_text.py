"""Manifests as text, JSON or YAML, several in one: read as strictly as kubectl reads them, and within limits."""

from labs.gateways.kube.json_text import json_documents
from labs.gateways.kube.text_errors import TextError
from labs.gateways.kube.yaml_text import yaml_documents

__all__ = ["TextError", "read_documents"]


def read_documents(content: bytes, bytes_max: int) -> list[object]:
    """Every document of a file or a form as plain JSON values, None for an empty one. Raises TextError."""
    if len(content) > bytes_max:
        raise TextError(f"larger than {bytes_max:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TextError("not UTF-8", line=line) from None
    if not text.strip():
        raise TextError("empty: there is no manifest in it")
    return json_documents(text) if text.lstrip().startswith("{") else yaml_documents(text)
