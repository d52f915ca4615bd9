"""YAML as kubectl takes it (sigs.k8s.io/yaml: YAML 1.1 made into JSON), built from libyaml's events.

A document is built here and not by PyYAML because so aliases are refused before they can multiply, a key that is there
twice is seen, dates stay texts, and a problem has its line.
"""

from typing import Any

import yaml

from labs.gateways.kube.text_errors import DEPTH_MAX, TOO_DEEP, TextError, already_set
from labs.gateways.kube.yaml_scalars import BadNode, key_text, scalar

ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
PARTS = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent, *ENDS)
COLLECTION_TAGS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


def yaml_documents(text: str) -> list[object]:
    """Raises TextError."""
    documents: list[object] = []
    builder = _Builder(1)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            kind = type(event)  # compared by identity: there are a million events in 5 MB
            if kind in PARTS:
                builder.take(event)
            elif kind is yaml.DocumentStartEvent:
                builder = _Builder(len(documents) + 1)
            elif kind is yaml.DocumentEndEvent:
                documents.append(builder.root)
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error, builder.number) from None
    except yaml.YAMLError as error:  # a character that may not be in a text
        raise TextError(f"not YAML: {_one_line(str(error))}") from None
    return documents


def _not_yaml(error: yaml.MarkedYAMLError, number: int) -> TextError:
    mark = error.problem_mark or error.context_mark
    problem = _one_line(" ".join(part for part in (error.context, error.problem) if part))
    return TextError(f"not YAML: {problem}", document=number, line=mark.line + 1 if mark else 0)


def _one_line(text: str) -> str:
    return " ".join(text.split())


class _Builder:
    """One document on its way: the collections that are open, and in each mapping the key that waits for its value."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.root: object = None
        self._open: list[Any] = []
        self._keys: list[str | None] = []

    def take(self, event: Any) -> None:
        """Raises TextError."""
        try:
            if type(event) in ENDS:
                self._open.pop()
                self._keys.pop()
            elif self._open and self._keys[-1] is None and type(self._open[-1]) is dict:
                self._keys[-1] = _key(event, self._open[-1])
            else:
                self._put(_value(event))
        except BadNode as error:
            raise TextError(str(error), document=self.number, line=event.start_mark.line + 1) from None

    def _put(self, value: Any) -> None:
        if not self._open:
            self.root = value
        elif self._keys[-1] is not None:
            self._open[-1][self._keys[-1]] = value
            self._keys[-1] = None
        else:
            self._open[-1].append(value)
        if type(value) in (dict, list):
            self._begin(value)

    def _begin(self, collection: Any) -> None:
        self._open.append(collection)
        self._keys.append(None)
        if len(self._open) > DEPTH_MAX:
            raise BadNode(TOO_DEEP)


def _key(event: Any, mapping: dict[str, Any]) -> str:
    if type(event) is not yaml.ScalarEvent:
        raise BadNode("a key must be a text")
    key = key_text(event.value, event.tag, plain=event.implicit[0])
    if key in mapping:
        raise BadNode(already_set(key))
    return key


def _value(event: Any) -> Any:
    kind = type(event)
    if kind is yaml.ScalarEvent:
        return scalar(event.value, event.tag, plain=event.implicit[0])
    if kind is yaml.AliasEvent:
        raise BadNode(f"the alias *{event.anchor} is not taken: write out what it stands for")
    if event.tag not in COLLECTION_TAGS:
        raise BadNode(f"the tag {event.tag} is not taken")
    return {} if kind is yaml.MappingStartEvent else []
