"""What a topic can deliver to: each kind of endpoint is a file in this folder, found by its place."""

from importlib import import_module
from pkgutil import iter_modules

from labs.engines.aws.sns.endpoints.kind import Kind

__all__ = ["KINDS", "Kind"]

_modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
_kinds: list[Kind] = [module.kind for module in _modules if hasattr(module, "kind")]  # the others are their bases

KINDS = {protocol: kind for kind in _kinds for protocol in kind.protocols}
