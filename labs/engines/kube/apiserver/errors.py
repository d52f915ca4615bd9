"""What the API server refuses with: one class for each reason of a Status (apimachinery 1.34, metav1.StatusReason)."""

from typing import Any

from labs.engines.kube.errors import KubeError


class ApiError(KubeError):
    """Base: `code` is the Status' reason, `http_status` its code, `details` as in a Status."""

    code = "InternalError"
    http_status = 500

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message, status=self.http_status, details=details)


class BadRequest(ApiError):
    code = "BadRequest"
    http_status = 400


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


def invalid(kind: str, name: str, field: str, problem: str) -> Invalid:
    """`kind` with its group, such as `Deployment.apps`; one field is wrong."""
    causes = [{"message": problem, "field": field}]
    return Invalid(f'{kind} "{name}" is invalid: {field}: {problem}', name=name, kind=kind, causes=causes)
