"""The page: a form that works as any form does, and the decisions above it; nothing is kept."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from labs.gateways.kube import apart, views
from labs.gateways.kube.limits import EXPLAINING_MAX, FORM_BYTES_MAX, TEXT_SHOWN_MAX
from labs.rooms.limits import Buckets
from tests.gateways.kube.clusters import BIG_STAYS, CLUSTER, NODES, pod

PATH = "/kubernetes/explain/"


@pytest.fixture(autouse=True)
def fresh_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "explanations", Buckets(0.0, 5.0))


class Reader:
    """One visitor without JavaScript; CSRF is enforced."""

    def __init__(self, language: str = "en") -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"accept-language": language})
        self.csrf = ""
        self.response: Any = None

    def get(self, path: str = PATH) -> str:
        self.response = self.client.get(path)
        [self.csrf] = re.findall(r'name="csrf-token" content="(\w+)"', self.text)
        return self.text

    def send(self, **form: Any) -> "Reader":
        self.response = self.client.post(PATH, {"csrfmiddlewaretoken": self.csrf, **form})
        return self

    @property
    def status(self) -> int:
        return int(self.response.status_code)

    @property
    def pods(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.response.context["table"]["pods"]
        return found

    @property
    def text(self) -> str:
        return str(self.response.content.decode())


def sent(language: str = "en", **form: Any) -> Reader:
    reader = Reader(language)
    reader.get()
    return reader.send(bind="1", preemption="1", **form)


def test_the_page_is_there_in_both_languages_and_the_subject_leads_to_it() -> None:
    assert "Why this node?" in Reader().get()
    assert "왜 이 노드인가" in Reader("ko").get()
    assert f'href="{PATH}"' in Reader().get("/kubernetes/")
    assert f'href="{PATH}"' not in Reader().get("/messaging/")


def test_what_was_pasted_is_explained_pod_by_pod() -> None:
    reader = sent(text=CLUSTER)
    assert reader.status == 200
    told = [pod["pod"] for pod in reader.pods]
    assert told == ["default/web", "default/big"]
    assert BIG_STAYS in reader.text
    assert "Scores of node-a" in reader.text
    assert "1</span> Deployment" in reader.text
    assert "왜 이 노드인가" in sent("ko", text=CLUSTER).text


def test_a_file_is_as_good_as_a_paste() -> None:
    file = SimpleUploadedFile("cluster.yaml", CLUSTER.encode())
    assert len(sent(file=file, text="").pods) == 2


def test_without_bind_every_pod_is_judged_against_the_given_state() -> None:
    text = NODES + "".join(pod(f"web-{n}", "1500m") for n in range(3))
    reader = Reader()
    reader.get()
    reader.send(text=text)
    assert [one["node"] for one in reader.pods] == ["node-a"] * 3
    assert "checked" not in reader.text


def test_what_is_wrong_is_told_beside_what_was_pasted() -> None:
    reader = sent(text=NODES + pod("web", "much"))
    assert "document 4 (Pod web): spec.containers[0].resources.requests[cpu]: Invalid value" in reader.text
    assert "requests: {cpu: much" in reader.text
    assert 'role="alert"' in reader.text


def test_markup_in_a_manifest_stays_text() -> None:
    assert "<script>alert" not in sent(text="kind: <script>alert(1)</script>").text


def test_nothing_and_too_much_are_told() -> None:
    assert "There is nothing to explain yet" in sent(text=" ").text
    large = sent(file=SimpleUploadedFile("large.json", b" " * FORM_BYTES_MAX + b"{}"))
    assert large.status == 413
    pasted = sent(text="#" * (FORM_BYTES_MAX + 1))
    assert pasted.status == 413
    assert len(pasted.text) < TEXT_SHOWN_MAX


def test_a_busy_site_asks_to_come_back() -> None:
    for _ in range(EXPLAINING_MAX):
        assert apart.room_for.acquire(blocking=False)
    try:
        assert sent(text=CLUSTER).status == 503
    finally:
        apart.room_for.release(EXPLAINING_MAX)


def test_a_form_from_elsewhere_and_too_many_are_refused() -> None:
    stranger = Reader()
    stranger.get()
    stranger.csrf = "x" * 32
    stranger.send(text=CLUSTER)
    assert stranger.status == 403
    assert [sent(text="").status for _ in range(6)] == [200] * 5 + [429]


def test_a_form_beyond_every_measure_gets_a_page_that_says_so() -> None:
    reader = sent(text="#" * 9_000_000)
    assert reader.status == 400
    assert "It was too large" in reader.text
