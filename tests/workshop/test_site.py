"""What belongs to the site as a whole: health, the icon, error pages, the headers of every page."""

import json

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.site import Site

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy_of(header: str) -> dict[str, str]:
    """A Content-Security-Policy by its directives."""
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


def test_health_and_readiness_answer(site: Site) -> None:
    assert site.get("/healthz").text == '{"ok": true}'
    assert site.get("/readyz").text == '{"ok": true}'


def test_readiness_fails_without_its_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(connection, "cursor", refuse)
    client.raise_request_exception = False
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 500


def test_browsers_find_an_icon_where_they_always_ask(site: Site) -> None:
    icon = site.get("/favicon.ico")
    assert icon.status == 200
    assert icon.headers["Content-Type"] == "image/svg+xml"


def test_the_sentences_of_a_language_are_a_script_of_names_and_values(site: Site) -> None:
    korean = site.get("/catalog/ko.js")
    assert korean.headers["Content-Type"] == "text/javascript; charset=utf-8"
    sentences = json.loads(korean.text.removeprefix("globalThis.sentences=").removesuffix(";"))
    assert sentences["Pause"] == "일시정지"
    assert sentences["{count} person here"] == ["{count}명이 보는 중"]
    assert site.get("/catalog/en.js").text == "globalThis.sentences={};"
    assert site.get("/catalog/fr.js").status == 404
    assert site.get("/catalog/fr/later.js").status == 404
    assert site.get("/catalog/ko/weather.js").status == 404


def test_sentences_of_what_is_fetched_later_come_later(site: Site) -> None:
    first, later = site.get("/catalog/ko.js").text, site.get("/catalog/ko/later.js").text
    assert later.startswith("Object.assign(globalThis.sentences,{")
    assert '"Show as table":' in later
    assert '"Show as table":' not in first
    assert '"Pause":' not in later


def test_a_page_gets_the_sentences_of_its_own_scene_at_once(site: Site) -> None:
    cluster, messaging = site.get("/catalog/ko/cluster.js").text, site.get("/catalog/ko/messaging.js").text
    assert '"{order} accepted":' in messaging
    assert '"{order} accepted":' not in cluster
    assert '"{order} accepted":' in site.get("/catalog/ko/cluster/later.js").text
    assert '"The scheduler stopped":' in cluster
    assert '"The scheduler stopped":' not in messaging


def test_an_unknown_address_gets_a_page_in_the_visitors_language(site: Site) -> None:
    english, korean = site.get("/no/such/page"), site.get("/no/such/page", language="ko")
    assert (english.status, korean.status) == (404, 404)
    assert '<html lang="en"' in english.text
    assert '<html lang="ko"' in korean.text
    assert english.headers["Content-Type"].startswith("text/html")


def test_every_page_forbids_what_it_does_not_need(site: Site) -> None:
    for path, status in (("/", 200), ("/no/such/page", 404)):
        page = site.get(path)
        assert page.status == status
        headers = page.headers
        policy = policy_of(headers["Content-Security-Policy"])
        assert {name: policy[name] for name in POLICY} == POLICY
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in headers


def test_a_script_nonce_is_used_once(site: Site) -> None:
    first, second = (policy_of(site.get("/").headers["Content-Security-Policy"])["script-src"] for _ in range(2))
    assert "'nonce-" in first
    assert first != second


def test_static_files_have_names_that_may_be_kept_for_ever(site: Site) -> None:
    icon = site.get("/favicon.ico")
    assert "immutable" in icon.headers["Cache-Control"]
    assert site.get("/static/no-such-file.js").status == 404


def test_a_name_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "elsewhere.example"}).status_code == 400
