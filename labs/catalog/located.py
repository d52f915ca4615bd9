"""YAML whose every value knows the file and line it stands in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from labs.catalog.errors import LabError

QUOTES = "a text that begins with a sign or has ': ' in it stands in quotes"


@dataclass(frozen=True)
class Located:
    """A value of YAML: text, number, truth or None; or a list or dict of further ones."""

    value: Any
    file: Path
    line: int

    def wrong(self, reason: str) -> LabError:
        return LabError(self.file, self.line, reason)

    def plain(self) -> Any:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: found.plain() for key, found in self.value.items()}
        if isinstance(self.value, list):
            return [found.plain() for found in self.value]
        return self.value


def read_yaml(text: str, file: Path, line: int) -> Located:
    """`line` is that of the text's first line in the file. Raises LabError."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise LabError(file, line + (mark.line if mark else 0), f"this is no YAML: {error.problem}; {QUOTES}") from None
    except yaml.YAMLError as error:
        raise LabError(file, line, f"this is no YAML: {error}") from None
    if node is None:
        return Located(None, file, line)
    return Reader(loader, file, line).read(node)


class Reader:
    """Turns the nodes of one document into values."""

    def __init__(self, loader: yaml.SafeLoader, file: Path, line: int) -> None:
        self._loader, self._file, self._line = loader, file, line

    def read(self, node: yaml.Node, line: int | None = None) -> Located:
        """`line` is that of the key before the value, which is where people look for it."""
        line = self._line_of(node) if line is None else line
        if isinstance(node, yaml.MappingNode):
            return Located(self._mapping(node), self._file, line)
        if isinstance(node, yaml.SequenceNode):
            return Located([self.read(item) for item in node.value], self._file, line)
        return Located(self._scalar(node), self._file, line)

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Located]:
        found: dict[str, Located] = {}
        for key, value in node.value:
            line = self._line_of(key)
            if not isinstance(key, yaml.ScalarNode):
                raise LabError(self._file, line, "a key must be a word")
            if key.value in found:
                raise LabError(self._file, line, f"{key.value!r} stands here twice")
            found[key.value] = self.read(value, line)
        return found

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            value = self._loader.construct_object(node)
        except (yaml.YAMLError, ValueError):
            raise LabError(self._file, self._line_of(node), f"{node.value!r} cannot be read; {QUOTES}") from None
        return value if isinstance(value, str | int | float | None) else str(node.value)

    def _line_of(self, node: yaml.Node) -> int:
        return self._line + int(node.start_mark.line)
