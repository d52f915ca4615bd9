"""Results as botocore's models say they are."""

from functools import cache
from typing import Any

import botocore.session
from botocore import xform_name

SERVICES = ("ses", "sesv2", "sts")
# AWS itself leaves out what its model requires here, where nothing was set.
LOOSE = ("MailFromAttributes", "IdentityNotificationAttributes")


@cache
def operations(service: str) -> dict[str, Any]:
    """Method name -> botocore's model of the operation."""
    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(name): model.operation_model(name) for name in model.operation_names}


def check_result(action: str, result: Any) -> None:
    """Fails where a result is not what AWS's action returns."""
    service, _, method = action.partition(".")
    if service in SERVICES:
        shape = operations(service)[method].output_shape
        if shape is None:
            assert result == {}
        else:
            _check(shape, result, action)


def _check(shape: Any, value: Any, where: str) -> None:
    kind = shape.type_name
    if kind == "structure":
        assert isinstance(value, dict), where
        assert not value.keys() - shape.members.keys(), f"{where}: {value.keys() - shape.members.keys()}"
        missing = set(shape.required_members) - value.keys()
        assert not missing or shape.name in LOOSE, f"{where}: {missing}"
        for name, each in value.items():
            _check(shape.members[name], each, f"{where}.{name}")
    elif kind == "list":
        assert isinstance(value, list), where
        for each in value:
            _check(shape.member, each, where)
    elif kind == "map":
        for each in value.values():
            _check(shape.value, each, where)
    elif kind == "string":
        assert isinstance(value, str), f"{where}: {value!r}"
        assert not shape.enum or value in shape.enum, f"{where}: {value!r}"
    elif kind == "boolean":
        assert isinstance(value, bool), where
    elif kind in ("integer", "long"):
        assert type(value) is int, where
    else:
        assert isinstance(value, int | float), f"{where}: {kind}"
