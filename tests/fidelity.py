"""`python -m tests.fidelity`: writes into the README which of AWS's actions are simulated whole, in part, or refused.

An action is *refused* where the engine has no method for it, and *in part* where its method does not take a parameter
that the model has, or where its docstring has a paragraph that begins with "Part: " and says what is missing or has no
effect. All others are *whole*.
"""

import inspect
import re
import sys
from pathlib import Path

from botocore import xform_name

from labs.engines.aws import Cloud
from labs.engines.sim import Simulation, doors
from labs.gateways.aws.wire import Operation, _read_services

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- made by python -m tests.fidelity -->\n", "<!-- end -->\n"
TITLES = {"sqs": "SQS", "sns": "SNS", "ses": "SES v1", "sesv2": "SES v2", "sts": "STS"}
PART = re.compile(r"^Part: (.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)


def verdicts(service: str) -> dict[str, tuple[str, str]]:
    """Action -> ("whole" | "part" | "refused", what is missing)."""
    sim = Simulation(1)
    Cloud(sim)
    component = sim.components.get(service)
    kinds = doors(type(component)) if component is not None else {}
    found = {}
    for action, operation in _read_services()[service].operations.items():
        method = xform_name(action)
        if kinds.get(method) not in ("command", "query"):
            found[action] = ("refused", "")
        else:
            missing = "; ".join(_missing(operation, getattr(type(component), method)))
            found[action] = ("part" if missing else "whole", missing)
    return found


def _missing(operation: Operation, method: object) -> list[str]:
    shape = operation.model.input_shape
    taken = inspect.signature(method).parameters  # type: ignore[arg-type]
    unknown = [name for name in (shape.members if shape is not None else []) if name not in taken]
    told = PART.findall(inspect.getdoc(method) or "")
    return [
        *(" ".join(each.split()).rstrip(".") for each in told),
        *([f"without {', '.join(unknown)}"] if unknown else []),
    ]


def table() -> str:
    """Markdown: a line for each service and verdict."""
    lines = ["| service | | actions |", "|---|---|---|"]
    for service, title in TITLES.items():
        known = verdicts(service)
        for verdict in ("whole", "part", "refused"):
            named = [
                f"{action} ({note})" if note else action for action, (each, note) in known.items() if each == verdict
            ]
            if named:
                lines.append(f"| {title} | {verdict}, {len(named)} | {', '.join(named)} |")
    return "\n".join(lines) + "\n"


def in_readme() -> str:
    """The table as the README has it; "" where it has none."""
    return README.read_text().partition(BEGIN)[2].partition(END)[0]


def write() -> None:
    before, begin, rest = README.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"README.md has no lines {BEGIN.strip()} and {END.strip()}")
    README.write_text(f"{before}{BEGIN}{table()}{END}{after}")


if __name__ == "__main__":
    write()
