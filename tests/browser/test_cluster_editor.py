"""A manifest is written, checked while one types, compared with what is stored, applied; an onlooker only looks."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage
from tests.browser.own_rooms import ask, open_own

pytestmark = pytest.mark.browser


def test_an_object_is_edited_and_a_new_one_made(open_page: OpenPage) -> None:
    page = open_own(open_page, "follow-one-object", at_s=5, width=390, locale="ko-KR", color_scheme="dark")
    page.locator(".chip", has_text="shipping").first.click()
    page.get_by_role("button", name="편집…").click()
    text, told = page.locator(".manifest-text"), page.locator(".manifest-told")
    expect(told).to_contain_text("바뀌는 것이 없습니다")
    stored = text.input_value()
    text.fill(stored.replace("replicas: 2", "replicas: -3"))
    expect(told).to_contain_text("11행 · spec.replicas")
    expect(told).to_contain_text("must be greater than or equal to 0")
    told.get_by_role("button").click()
    assert page.evaluate("getSelection().toString()") == "  replicas: -3"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="편집…").click()
    expect(text).to_have_value(stored.replace("replicas: 2", "replicas: -3"))  # nothing typed is lost
    text.fill(stored.replace("replicas: 2", "replicas: 4"))
    expect(page.locator(".manifest-diff .added")).to_have_text("+   replicas: 4\n")
    assert violations(page) == []
    assert sticks_out(page) == 0
    ask(page, "room.play")  # kubectl is answered only as time goes by
    text.press("Control+Enter")
    expect(page.locator(".manifest-editor")).to_be_hidden()
    expect(page.locator(".chip", has_text="shipping").first).to_contain_text("/4")
    page.get_by_role("button", name="+ 매니페스트").click()
    expect(told).to_contain_text("새로 만들어집니다")
    page.get_by_role("button", name="적용", exact=True).click()
    expect(page.locator(".chip", has_text="hello").first).to_contain_text("/2")
