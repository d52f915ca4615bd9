"""A manifest that somebody is writing: what is wrong with it and where, or what applying it would change."""

import re
from difflib import SequenceMatcher
from typing import Any

import yaml

from labs.gateways.kube.limits import MANIFEST_BYTES_MAX
from labs.gateways.kube.manifest_places import line_of
from labs.gateways.kube.manifest_text import TextError, read_documents
from labs.rooms.hub import EngineError, Refused, hub

Json = dict[str, Any]
CONTEXT_LINES = 2
FIELD = re.compile(r'unknown field "([^"]+)"|Go struct field \w+\.([\w.]+)')
LINE = re.compile(r"line (\d+)")
# What the server alone says, or what changes with every write.
ITS_OWN = ("managedFields", "uid", "resourceVersion", "generation", "creationTimestamp")


async def tried(code: str, text: str) -> Json:
    """{"manifest", "is_new", "diff"} or {"error": {"message", "field", "line"}}, at the moment that the room shows.

    `diff` is a list of [sign, line]: "+", "-", " ", and "…" where lines are left out. Raises UnknownRoom, and Refused
    where the room has no cluster.
    """
    try:
        manifest = one_manifest(text)
    except TextError as error:
        return _wrong(str(error), "", _line_in(str(error)))
    try:
        asked = {"query": "apiserver.trial", "args": {"manifest": manifest}}
        found = (await hub.ask(code, "room.query", asked))["answer"]
    except Refused:
        raise
    except EngineError as error:
        field = field_of(error.message, error.data)
        return _wrong(error.message, field, line_of(text, field) if field else 0)
    before, after = found["before"], found["after"]
    return {"manifest": manifest, "is_new": before is None, "diff": diff(lines_of(before), lines_of(after))}


def one_manifest(text: str) -> Json:
    """The one object in a text. Raises TextError."""
    documents = [one for one in read_documents(text.encode(), MANIFEST_BYTES_MAX) if one is not None]
    if len(documents) != 1:
        raise TextError("one object at a time: there is more than one in the text")
    if not isinstance(documents[0], dict):
        raise TextError("not an object: a manifest begins with apiVersion and kind")
    return documents[0]


def field_of(message: str, data: Json) -> str:
    """The field that a refusal is about; "" where it names none."""
    causes = (data.get("details") or {}).get("causes") or []
    if causes:
        return str(causes[0].get("field", ""))
    found = FIELD.search(message)
    return (found[1] or found[2]) if found else ""


def lines_of(manifest: Json | None) -> list[str]:
    """As kubectl prints it, without what changes with every write."""
    if manifest is None:
        return []
    metadata = {key: value for key, value in manifest["metadata"].items() if key not in ITS_OWN}
    shown = {key: value for key, value in manifest.items() if key != "status"}
    text = yaml.dump({**shown, "metadata": metadata}, Dumper=yaml.CSafeDumper, sort_keys=True, allow_unicode=True)
    return str(text).splitlines()


def diff(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """What goes and what comes, with a few lines around it; empty where nothing changes."""
    told: list[tuple[str, str]] = []
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT_LINES):
        told += [("…", "")] * bool(told)
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                told += [(" ", line) for line in before[start:end]]
            else:
                told += [("-", line) for line in before[start:end]]
                told += [("+", line) for line in after[new_start:new_end]]
    return told


def _wrong(message: str, field: str, line: int) -> Json:
    return {"error": {"message": message, "field": field, "line": line}}


def _line_in(message: str) -> int:
    found = LINE.search(message)
    return int(found[1]) if found else 0
