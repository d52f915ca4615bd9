"""What the gateway itself refuses with, before or instead of the engine: one class per wire code.

    Fault
      UnknownAddress, WrongMethod, UnknownOperation, NotSimulated     what is asked for
      Malformed, InvalidContents, MissingParameter, WrongParameter    how it is asked
      TooLarge, TooSlow                                               how it is sent
      NoSuchRoom, TooManyGuesses, WireClosed, Throttled, Unavailable  the room
      FromEngine                                                      what the engine answered, as it came

`code` is the JSON protocol's `__type` name, `query_code` the Query protocol's (boto3's `Error.Code`). Sentences are
English: they stand where AWS's own would.
"""

from typing import Any


class Fault(Exception):
    """Base of all that a wire client is refused with."""

    code = ""
    query_code = ""
    status = 400
    sender = True
    text = ""

    def __init__(self, **values: object) -> None:
        super().__init__(self.text.format(**values))
        self.query_code = self.query_code or self.code

    @property
    def message(self) -> str:
        return str(self.args[0])


class UnknownAddress(Fault):
    code = "UnknownOperationException"
    query_code = "InvalidAction"
    status = 404
    text = "Nothing is served at this address. The endpoint URL of a room ends with /rooms/<code>/aws"


class WrongMethod(Fault):
    code = "UnknownOperationException"
    query_code = "InvalidAction"
    status = 405
    text = "The method {method} is not valid for this endpoint: calls are sent with POST."


class UnknownOperation(Fault):
    code = "UnknownOperationException"
    query_code = "InvalidAction"
    text = "The action {action} is not valid for this endpoint."


class NotSimulated(Fault):
    """AWS knows it, this room's simulation does not."""

    code = "UnsupportedOperation"
    query_code = "AWS.SimpleQueueService.UnsupportedOperation"
    text = "Not simulated here: {feature}."


class Malformed(Fault):
    """Not JSON, or a value of the wrong type; `problem` is a sentence."""

    code = "SerializationException"
    query_code = "MalformedInput"
    text = "{problem}"


class InvalidContents(Fault):
    """NUL, which AWS refuses in a message and PostgreSQL in a log of commands."""

    code = "InvalidMessageContents"
    text = (
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD"
        " | #x10000 to #x10FFFF"
    )


class MissingParameter(Fault):
    code = "MissingRequiredParameterException"
    query_code = "MissingParameter"
    text = "The request must contain the parameter {parameter}."


class WrongParameter(Fault):
    code = "InvalidParameterValueException"
    query_code = "InvalidParameterValue"
    text = "The value for parameter {parameter} is invalid."


class TooLarge(Fault):
    code = "RequestEntityTooLargeException"
    query_code = "RequestEntityTooLarge"
    status = 413
    text = "The request is longer than {most} bytes."


class TooSlow(Fault):
    code = "RequestTimeoutException"
    query_code = "RequestTimeout"
    status = 408
    text = "The request was not received within {seconds} seconds."


class NoSuchRoom(Fault):
    code = "ResourceNotFoundException"
    status = 404
    text = "There is no room {code} here. The endpoint URL holds the room's code: /rooms/<code>/aws"


class TooManyGuesses(Fault):
    code = "TooManyRequestsException"
    status = 429
    text = "Too many wrong room codes came from this address. Wait a few minutes."


class WireClosed(Fault):
    code = "AccessDeniedException"
    query_code = "AccessDenied"
    status = 403
    text = "Real clients are not let into room {code}. Its owner can let them in."


class Throttled(Fault):
    """The room's own limit, told in AWS's way: come back later."""

    code = "RequestThrottled"
    status = 403
    text = "The request was denied due to request throttling."


class Unavailable(Fault):
    code = "ServiceUnavailableException"
    query_code = "ServiceUnavailable"
    status = 503
    sender = False
    text = "The room cannot answer now."


class FromEngine(Fault):
    """An AWS error raised by the simulation; its data says how it travels."""

    def __init__(self, error: dict[str, Any]) -> None:
        data = error["data"]
        self.code = error["code"]
        self.query_code = data["query_code"]
        self.status = data["http_status"]
        self.sender = data["sender_fault"]
        Exception.__init__(self, error["message"])


def from_engine(error: dict[str, Any], method: str) -> Fault:
    """The fault for a command's error: {"code", "message", "data"}; ours become the nearest thing AWS would say."""
    data = error["data"]
    if "query_code" in data:
        return FromEngine(error)
    match error["code"], data:
        case "limit" | "busy" | "too_fast", _:
            return Throttled()
        case "unknown_command" | "unknown_query", _:
            return NotSimulated(feature=method)
        case "bad_arguments", {"problem": "unknown", "argument": argument}:
            return NotSimulated(feature=f"the parameter {argument} of {method}")
        case "bad_arguments", {"problem": "missing", "argument": argument}:
            return MissingParameter(parameter=argument)
        case "bad_arguments", _:
            return WrongParameter(parameter=data.get("argument", ""))
    return Unavailable()
