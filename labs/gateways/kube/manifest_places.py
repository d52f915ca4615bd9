"""Where in a text of a manifest a field stands: a refusal names the field, an editor shows the line."""

import re

import yaml

STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def line_of(text: str, field: str) -> int:
    """The line, counting from 1, of a field as Kubernetes writes it: `spec.containers[0].image`.

    Of what is not there, the line of the nearest thing around it. The text is one that `read_documents` has taken.
    """
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line = 0 if node is None else node.start_mark.line
    for key, index in STEP.findall(field):
        found = _item(node, int(index)) if index else _value(node, key)
        if found is None:
            break
        line, node = found
    return line + 1


def _value(node: yaml.Node | None, key: str) -> tuple[int, yaml.Node] | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next(((name.start_mark.line, value) for name, value in pairs if name.value == key), None)


def _item(node: yaml.Node | None, index: int) -> tuple[int, yaml.Node] | None:
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return (items[index].start_mark.line, items[index]) if index < len(items) else None
