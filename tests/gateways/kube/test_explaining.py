"""From text to decisions, and every refusal as one line."""

import pytest

from labs.gateways.kube.explaining import NotExplained, Options, explain_text
from tests.gateways.kube.clusters import BIG_STAYS, CLUSTER, NODES, pod

BYTES_MAX = 100_000


def test_a_text_is_explained_and_what_was_left_out_is_counted() -> None:
    explained = explain_text(CLUSTER.encode(), Options(), BYTES_MAX)
    [web, big] = explained.answer["results"]
    assert (web["pod"], web["outcome"], web["node"]) == ("default/web", "scheduled", "node-a")
    assert (big["outcome"], big["message"]) == ("unschedulable", BIG_STAYS)
    assert explained.left_out == {"Deployment": 1}


def test_the_options_reach_the_scheduler() -> None:
    def places(options: Options) -> list[str]:
        text = NODES + "".join(pod(f"web-{n}", "1500m") for n in range(3))
        return [one["node"] for one in explain_text(text.encode(), options, BYTES_MAX).answer["results"]]

    assert places(Options(bind=False)) == ["node-a", "node-a", "node-a"]
    assert places(Options()) != ["node-a", "node-a", "node-a"]
    assert places(Options(candidates=("node-b",))) == ["node-b", "node-b", "node-b"]
    assert places(Options(plugin="NodeName", bind=False)) == ["node-a", "node-a", "node-a"]


REFUSED = [
    ("a: [\n", Options(), "document 1, line 2: not YAML: "),
    (NODES + pod("Web"), Options(), "document 4 (Pod Web): metadata.name: Invalid value"),
    (
        NODES + pod("web", "much"),
        Options(),
        "document 4 (Pod web): spec.containers[0].resources.requests[cpu]: Invalid",
    ),
    (CLUSTER, Options(plugin="Nope"), "there is no plug-in Nope; there are: "),
    (CLUSTER, Options(candidates=("node-z",)), "there is no node node-z; there are: node-a, node-b, node-c"),
]


@pytest.mark.parametrize(("text", "options", "told"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_explained_is_told_on_one_line(text: str, options: Options, told: str) -> None:
    with pytest.raises(NotExplained) as refused:
        explain_text(text.encode(), options, BYTES_MAX)
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)
