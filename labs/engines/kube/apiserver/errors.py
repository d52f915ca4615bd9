"""What the API server refuses with: one class for each reason of a Status (apimachinery 1.34, metav1.StatusReason)."""

from typing import Any

from labs.engines.kube.errors import KubeError
from labs.engines.kube.manifests.problems import Problem

# How a sentence about a field begins -> what a Status calls that (metav1.CauseType).
REASONS = {
    "Required value": "FieldValueRequired",
    "Unsupported value": "FieldValueNotSupported",
    "Duplicate value": "FieldValueDuplicate",
    "Forbidden": "FieldValueForbidden",
    "Not found": "FieldValueNotFound",
    "Too long": "FieldValueTooLong",
}


class ApiError(KubeError):
    """Base: `code` is the Status' reason, `http_status` its code, `details` as in a Status."""

    code = "InternalError"
    http_status = 500

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message, status=self.http_status, details=details)


class BadRequest(ApiError):
    code = "BadRequest"
    http_status = 400


class Forbidden(ApiError):
    code = "Forbidden"
    http_status = 403


class NotFound(ApiError):
    code = "NotFound"
    http_status = 404


class AlreadyExists(ApiError):
    code = "AlreadyExists"
    http_status = 409


class Conflict(ApiError):
    code = "Conflict"
    http_status = 409


class Expired(ApiError):
    """What a watch asks for is no longer in the history: list again."""

    code = "Expired"
    http_status = 410


class Invalid(ApiError):
    code = "Invalid"
    http_status = 422


class TooManyRequests(ApiError):
    code = "TooManyRequests"
    http_status = 429


class StoreFull(ApiError):
    """The store takes no more: reads and deletions only."""


class Unavailable(ApiError):
    """The process does not run."""

    code = "ServiceUnavailable"
    http_status = 503


class Timeout(ApiError):
    """The store did not answer; whether the write happened is not known."""

    code = "Timeout"
    http_status = 504


def not_found(resource: str, name: str) -> NotFound:
    """`resource` with its group, such as `deployments.apps`."""
    return NotFound(f'{resource} "{name}" not found', name=name, kind=resource)


def already_exists(resource: str, name: str) -> AlreadyExists:
    return AlreadyExists(f'{resource} "{name}" already exists', name=name, kind=resource)


def modified(resource: str, name: str) -> Conflict:
    """Another write came first."""
    why = "the object has been modified; please apply your changes to the latest version and try again"
    return Conflict(f'Operation cannot be fulfilled on {resource} "{name}": {why}', name=name, kind=resource)


def precondition_failed(resource: str, name: str, what: str, wanted: str, found: str) -> Conflict:
    """The object is not the one that was meant."""
    why = f"Precondition failed: {what} in precondition: {wanted}, {what} in object meta: {found}"
    return Conflict(f'Operation cannot be fulfilled on {resource} "{name}": {why}', name=name, kind=resource)


def forbidden(resource: str, name: str, why: str, causes: list[dict[str, str]] | None = None) -> Forbidden:
    return Forbidden(f'{resource} "{name}" is forbidden: {why}', name=name, kind=resource, causes=causes or [])


def invalid(kind: str, name: str, found: list[Problem]) -> Invalid:
    """`kind` with its group, such as `Deployment.apps`."""
    texts = [f"{one.field}: {one.text}" for one in found]
    said = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    causes = [{"reason": _reason(one.text), "message": one.text, "field": one.field} for one in found]
    return Invalid(f'{kind} "{name}" is invalid: {said}', name=name, kind=kind, causes=causes)


def _reason(text: str) -> str:
    return next((reason for start, reason in REASONS.items() if text.startswith(start)), "FieldValueInvalid")
