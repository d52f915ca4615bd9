"""The scheduler's decisions on a page: whole on a phone, in Korean, with every box open."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage
from tests.gateways.kube.clusters import BIG_STAYS, CLUSTER

pytestmark = pytest.mark.browser


def test_the_decisions_are_whole_on_a_narrow_page(open_page: OpenPage) -> None:
    page = open_page("/kubernetes/explain/", width=320, locale="ko-KR", color_scheme="dark")
    assert violations(page) == []
    page.locator("#text").fill(CLUSTER)
    page.get_by_role("button", name="설명 보기").click()
    expect(page.locator(".pod > summary")).to_contain_text(["default/web", "default/big"])
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    expect(page.get_by_text(BIG_STAYS)).to_be_visible()
    assert violations(page) == []
    assert sticks_out(page) == 0
