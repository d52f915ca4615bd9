"""An author writes a lab beside its open page: the page follows what is saved, mistakes included."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from labs.catalog.making import TEMPLATE
from tests.site import ROOT, Site

pytestmark = pytest.mark.browser

LAB = "labs/content/messaging/small_shop"
PLACES = ("labs", "workshop", "templates", "static")


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site in development, with a copy of the sources that a test may change, and a new lab in it."""
    root = tmp_path_factory.mktemp("sources")
    for place in PLACES:
        shutil.copytree(ROOT / place, root / place, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", root)
    site = Site(tmp_path_factory.mktemp("var"), root, WORKSHOP_DEBUG="1")
    site.command("new_lab", "messaging", "small-shop")
    yield site
    site.stop()


@pytest.fixture
def page(browser: Browser, own_site: Site) -> Iterator[Page]:
    """The lab's page."""
    context = browser.new_context(base_url=own_site.address, locale="en-US")
    page = context.new_page()
    page.goto("/messaging/small-shop/")
    yield page
    context.close()


def save(site: Site, name: str, old: str, new: str) -> None:
    file = site.root / LAB / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_a_lab_that_was_made_while_the_site_runs_has_its_page(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Small shop")
    expect(page.locator("[data-predict=waiting]")).to_have_count(1)


def test_saving_the_note_reloads_the_page(page: Page, own_site: Site) -> None:
    save(own_site, "lab.en.md", "## ✎ The first step", "## Stop Shipping")
    expect(page.get_by_role("heading", name="Stop Shipping")).to_be_visible()


def test_a_mistake_is_told_on_the_page_and_gone_when_it_is_mended(page: Page, own_site: Site) -> None:
    line = (own_site.root / LAB / "lab.en.md").read_text().split("unit: orders")[0].count("\n") + 1
    save(own_site, "lab.en.md", "unit: orders", "units: orders")
    expect(page.locator("[data-lab-error] code")).to_have_text(
        f"{LAB}/lab.en.md:{line}: unknown key 'units'; there are: kind, question, explain, unit, least, most, series, "
        "after, proof, at_s"
    )
    save(own_site, "lab.en.md", "units: orders", "unit: orders")
    expect(page.locator("h1")).to_have_text("Small shop")


def test_a_changed_scenario_and_solution_are_run_anew(page: Page, own_site: Site) -> None:
    explain = page.locator("[data-predict=waiting]")
    text = "In the solution's run "
    before = explain.text_content() or ""
    save(own_site, "scenario.py", "ORDERS_PER_S = 2.0", "ORDERS_PER_S = 3.0")
    expect(explain).not_to_have_text(before)
    assert text in (explain.text_content() or "")
    save(own_site, "solution.py", '"waited": _most_waiting(facts)', '"waited": 4321')
    expect(explain).to_contain_text("4321 orders waited")


def test_a_mistake_in_the_scenario_is_told_too(page: Page, own_site: Site) -> None:
    save(own_site, "scenario.py", "    Ledger(sim)", "    Ledgr(sim)")
    expect(page.locator("[data-lab-error] code")).to_contain_text(f"{LAB}/scenario.py:")
    expect(page.locator("[data-lab-error] code")).to_contain_text("NameError")
    save(own_site, "scenario.py", "    Ledgr(sim)", "    Ledger(sim)")
    expect(page.locator("h1")).to_have_text("Small shop")


def test_the_sources_of_this_repository_stay_as_they_are() -> None:
    assert not (ROOT / LAB).exists()
    assert "ORDERS_PER_S = 2.0" in (TEMPLATE / "scenario.py").read_text()


def test_a_site_that_is_not_in_development_does_not_follow(site: Site) -> None:
    assert site.get("/development/changes").status == 404
    assert "data-changes" not in site.get("/").text
