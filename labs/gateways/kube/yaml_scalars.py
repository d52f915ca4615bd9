"""What a YAML word means to kubectl (YAML 1.1 as go-yaml v2 reads it); a date, an infinity and 1:30 are texts."""

import re

Scalar = None | bool | int | float | str
NULLS = ("", "~", "null", "Null", "NULL")
TRUE = ("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON")
FALSE = ("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF")
NUMBER_SIGNS = frozenset("+-.0123456789")
INTEGERS = (
    (re.compile(r"[-+]?(?:0|[1-9][0-9]*)"), 10),
    (re.compile(r"[-+]?0o?[0-7]+"), 8),
    (re.compile(r"[-+]?0[xX][0-9a-fA-F]+"), 16),
    (re.compile(r"[-+]?0[bB][01]+"), 2),
)
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
DIGITS_MAX = 400  # no number is longer; what a float can hold ends at 309

STANDARD = "tag:yaml.org,2002:"
TEXT_TAGS = ("!", f"{STANDARD}str")
PLAIN_TAGS = tuple(STANDARD + name for name in ("null", "bool", "int", "float"))


class BadNode(ValueError):
    """A part of a document that cannot be made into JSON, or is not taken."""


def scalar(text: str, tag: str | None, *, plain: bool) -> Scalar:
    """The value of a word; `plain` words may mean something else than their text. Raises BadNode."""
    if tag in TEXT_TAGS or (tag is None and not plain):
        return text
    if tag is not None and tag not in PLAIN_TAGS:
        raise BadNode(f"the tag {tag} is not taken")
    return _meant(text)


def key_text(text: str, tag: str | None, *, plain: bool) -> str:
    """A key as JSON can have it: numbers and truths become their text. Raises BadNode."""
    if plain and text == "<<":
        raise BadNode("the merge key << is not taken: write out what it stands for")
    key = scalar(text, tag, plain=plain)
    if key is None:
        raise BadNode("a key must be a text")
    return str(key).lower() if isinstance(key, bool) else str(key)


def _meant(text: str) -> Scalar:
    if text in NULLS:
        return None
    if text in TRUE or text in FALSE:
        return text in TRUE
    return _number(text) if text[0] in NUMBER_SIGNS and len(text) <= DIGITS_MAX else text


def _number(text: str) -> int | float | str:
    bare = text.replace("_", "")
    for form, base in INTEGERS:
        if form.fullmatch(bare):
            return int(bare.replace("o", ""), base)
    if FLOAT.fullmatch(bare) and abs(float(bare)) != float("inf"):
        return float(bare)
    return text
