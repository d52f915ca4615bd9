"""The log page by page: complete, in order, by kind and by what an event is about."""

import re
from typing import Any

import pytest

from labs.engines.sim import Fact, Refused
from labs.rooms import event_pages
from labs.rooms.event_pages import KINDS, about_of, page
from labs.rooms.past import Past
from tests.house.sources import ROOT, texts
from tests.rooms.recorded import Act, facts_of, past_of, run_of

ACTS: list[Act] = [
    (5.0, "shipping.crash", {"instance": 1}), (8.0, "network.cut", {"a": "sns", "b": "sqs"}),
    (9.0, "network.heal", {"a": "sns", "b": "sqs"}), (10.0, "shipping.stop", {}),
    (20.0, "sqs.purge_queue", {"QueueUrl": "shipping"}), (22.0, "shipping.start", {}),
    (23.0, "sqs.receive_message", {"QueueUrl": "accounting"}), (24.0, "storefront.set_rate", {"per_second": 9}),
]  # fmt: skip

ORDER = {"order": 7, "trace": "order-7"}
WORK = {"work": 1, "queue": "q", "message": "m", "trace": "order-1"}
STATES_A_FACT = re.compile(r'(?:emit|_tell|_turn|_decide|emit_because)\([^()"]*(?:"\w+", )?"([A-Z][a-z]+[A-Z]\w+)"')


@pytest.fixture(scope="module")
def past() -> Past:
    return past_of(run_of(ACTS), 40, every_s=11)


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    return facts_of(run_of(ACTS), 40)


def every_page(past: Past, **filters: Any) -> list[Fact]:
    found, more, at = list[Fact](), True, dict[str, Any]()
    while more:
        answer = page(past, **at, **filters)
        assert len(answer["events"]) <= filters.get("limit", 50)
        found += answer["events"]
        more, at = answer["more"], {"before_us": answer["next_us"], "before_id": answer["next_id"]}
    return found


@pytest.mark.parametrize("limit", [23, 200])
@pytest.mark.parametrize("kind", [None, *KINDS, "WorkerStopped"])
def test_all_pages_together_are_every_event_of_a_kind(
    past: Past, facts: list[Fact], kind: str | None, limit: int
) -> None:
    names = KINDS.get(str(kind), frozenset({str(kind)}))
    expected = [fact for fact in reversed(facts) if kind is None or fact["event"] in names]
    assert expected
    assert every_page(past, kind=kind, limit=limit) == expected


@pytest.mark.parametrize(
    "about",
    [
        "sqs/shipping", "sns/orders", "shipping", "shipping/1", "storefront", "order-7", "@kim", "sns", "goal/nothing",
        "goal/survive-without-shipping",
    ],
)  # fmt: skip
def test_all_pages_together_are_every_event_about_a_thing(past: Past, facts: list[Fact], about: str) -> None:
    found = every_page(past, about=about, limit=20)
    assert found == [fact for fact in reversed(facts) if about in about_of(fact)]
    assert bool(found) == (about != "goal/nothing")


def test_an_instant_with_more_events_than_a_page_is_told_whole(past: Past) -> None:
    losses = every_page(past, kind="losses", about="shipping", limit=5)
    assert len([fact for fact in losses if fact["at_us"] == 20_000_000]) > 20


def test_what_is_new_since_an_event_comes_alone(past: Past, facts: list[Fact]) -> None:
    first = facts[-3]["id"]
    assert page(past, at_least_id=first) == {
        "events": facts[:-4:-1], "more": False, "next_us": None, "next_id": None,
    }  # fmt: skip
    assert page(past, at_least_id=first, limit=2)["more"]
    assert page(past, at_least_id=facts[-1]["id"] + 1)["events"] == []


def test_a_page_looks_back_only_so_far_and_says_where_to_go_on(past: Past, facts: list[Fact], monkeypatch: Any) -> None:
    monkeypatch.setattr(event_pages, "LOOK_BACK_MAX", 300)
    answer = page(past, kind="WorkerCrashed")
    assert (answer["events"], answer["more"]) == ([], True)
    assert answer["next_id"] == facts[-300]["id"]
    assert [fact["event"] for fact in every_page(past, kind="WorkerCrashed")] == ["WorkerCrashed"]


@pytest.mark.parametrize(
    ("argument", "value", "problem"),
    [("limit", 0, "out_of_range"), ("limit", 201, "out_of_range"), ("kind", "nonsense", "unknown")],
)
def test_bad_arguments_are_refused(past: Past, argument: str, value: Any, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        page(past, **{argument: value})
    assert refused.value.code == "bad_arguments"
    assert refused.value.data == {"argument": argument, "problem": problem}


@pytest.mark.parametrize(
    ("event", "data", "expected"),
    [
        ("OrderAccepted", {**ORDER, "owed": ["a"], "to": ["sns/orders"]}, {"order-7", "storefront", "sns/orders"}),
        (
            "Published", {"topic": "orders", "message": "m", "trace": None, "copies": ["sqs/a", "b/2"], "by": "@kim"},
            {"sns/orders", "sqs/a", "b/2", "b", "@kim"},
        ),
        ("WorkStarted", {"program": "shipping", "instance": 2, **WORK}, {"shipping", "shipping/2", "sqs/q", "order-1"}),
        ("WorkLost", {"program": "billing", "instance": None, **WORK, "queue": None}, {"billing", "order-1"}),
        ("PacketLost", {"link": "sns>sqs", "trace": "order-2"}, {"sns", "sqs", "order-2"}),
        ("LinkCut", {"a": "shipping", "b": "sqs"}, {"shipping", "sqs"}),
        ("OrderGivenUp", {**ORDER, "to": "billing", "reason": "TimedOut"}, {"order-7", "billing", "storefront"}),
        ("OrderLost", {"order": 4, "program": "shipping"}, {"order-4", "shipping"}),
        ("GoalReached", {"goal": "drain"}, {"goal/drain"}),
        ("ParticipantSeen", {"by": "@kim", "entity": "sqs/q", "pulls": True}, {"@kim", "sqs/q"}),
    ],
)  # fmt: skip
def test_what_an_event_is_about(event: str, data: dict[str, Any], expected: set[str]) -> None:
    assert about_of({"id": 1, "at_us": 0, "cause": 0, "event": event, "data": data}) == expected


def test_every_event_of_the_engines_and_of_the_page_has_exactly_one_kind() -> None:
    told = [name for names in KINDS.values() for name in names]
    assert len(told) == len(set(told))
    telling = ("room/sentences", "room/order_sentences", "room/rare_sentences")
    of_clusters = ("cluster/event_sentences", "cluster/rare_event_sentences")
    files = [ROOT / f"static/js/{name}.js" for name in telling + of_clusters]
    sentences = "".join(path.read_text() for path in files)
    assert set(re.findall(r"^  (\w+): gettext\(", sentences, re.MULTILINE)) == set(told)
    engines = [text for _, text in texts("labs/engines/", suffix=".py")]
    stated = {name for text in engines for name in STATES_A_FACT.findall(text)}
    assert len(stated) > 25
    assert stated <= set(told)
