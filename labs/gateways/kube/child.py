"""A process of its own that explains one text, so that neither time nor memory of the site can run out over it.

Reads one line of JSON (`bind`, `preemption`) and then the manifests; writes {"table", "left_out"} or {"error"}.
"""

import json
import resource
import sys
from contextlib import suppress
from typing import Any

from labs.gateways.kube.explaining import NotExplained, Options, explain_text
from labs.gateways.kube.limits import EXPLAIN_BYTES_MAX, EXPLAIN_S_MAX, FORM_BYTES_MAX
from labs.gateways.kube.why_table import why_table


def main() -> None:
    # The parent ends it after as much wall time; this holds even when the parent is gone.
    resource.setrlimit(resource.RLIMIT_CPU, (EXPLAIN_S_MAX, EXPLAIN_S_MAX + 1))
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (EXPLAIN_BYTES_MAX, EXPLAIN_BYTES_MAX))
    asked = Options(**json.loads(sys.stdin.buffer.readline()))
    json.dump(answer(sys.stdin.buffer.read(), asked), sys.stdout)


def answer(content: bytes, asked: Options) -> dict[str, Any]:
    try:
        explained = explain_text(content, asked, FORM_BYTES_MAX)
    except NotExplained as error:
        return {"error": str(error)}
    return {"table": why_table(explained.answer), "left_out": explained.left_out}


if __name__ == "__main__":
    main()
