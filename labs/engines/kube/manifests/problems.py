"""What is wrong with a field, in Kubernetes' words (apimachinery 1.34, field.Error)."""

import json
from typing import Any

VALUE_LENGTH_MAX = 200


class Problem(Exception):
    """One field of one object: `field` is its path, `text` what is wrong with it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text}" if field else text)
        self.field = field
        self.text = text


def required(field: str, why: str = "") -> Problem:
    return Problem(field, f"Required value: {why}" if why else "Required value")


def invalid(field: str, value: Any, why: str) -> Problem:
    return Problem(field, f"Invalid value: {shown(value)}: {why}")


def forbidden(field: str, why: str) -> Problem:
    return Problem(field, f"Forbidden: {why}")


def duplicate(field: str, value: Any) -> Problem:
    return Problem(field, f"Duplicate value: {shown(value)}")


def unknown(field: str) -> Problem:
    return Problem(field, "unknown field")


def unsupported(field: str, value: Any, supported: tuple[str, ...]) -> Problem:
    return Problem(field, f"Unsupported value: {shown(value)}: supported values: {', '.join(map(shown, supported))}")


def shown(value: Any) -> str:
    """A value as Kubernetes prints it, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= VALUE_LENGTH_MAX else text[:VALUE_LENGTH_MAX] + "..."
