"""The labs there are."""

from pathlib import Path

import pytest

from labs import catalog
from labs.catalog import Lab, UnknownLab, all_labs, get_lab, rules
from labs.engines.sim import Goal, Simulation


def test_a_lab_is_found_by_its_folder() -> None:
    lab = get_lab("fan-out")
    assert (lab.slug, lab.subject) == ("fan-out", "messaging")
    assert lab.folder == catalog.CONTENT_DIR / "messaging" / "fan_out"
    assert lab in all_labs()


def test_every_lab_says_what_it_is_in_both_languages() -> None:
    for lab in all_labs():
        assert lab.title("ko") != lab.title("en")
        assert lab.idea("ko") != lab.idea("en")
        assert any("가" <= letter <= "힣" for letter in lab.title("ko") + lab.idea("ko"))
        assert lab.minutes > 0


def test_another_language_reads_english() -> None:
    lab = get_lab("fan-out")
    assert lab.title("fr") == lab.title("en")


def test_labs_come_by_subject_and_order() -> None:
    places = [(lab.subject, lab.order) for lab in all_labs()]
    assert places == sorted(places)


def test_slugs_are_unique() -> None:
    slugs = [lab.slug for lab in all_labs()]
    assert len({*slugs}) == len(slugs)


@pytest.mark.parametrize("slug", ["", "no-such-lab", "fan_out", "../messaging", "FAN-OUT"])
def test_a_lab_that_is_not_there_is_unknown(slug: str) -> None:
    with pytest.raises(UnknownLab):
        get_lab(slug)


def test_every_scenario_builds() -> None:
    for lab in all_labs():
        sim = Simulation(1)
        lab.build(sim)
        sim.run_until(1_000_000)
        assert len(sim.components) > 3


def test_the_rules_are_a_hash_of_the_sources(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    engines, scenario = tmp_path / "engines", tmp_path / "content" / "messaging" / "fan_out" / "scenario.py"
    engines.mkdir()
    scenario.parent.mkdir(parents=True)
    lab = catalog.Lab("fan-out", "messaging", scenario.parent, {})
    monkeypatch.setattr(catalog, "LABS_DIR", tmp_path)
    monkeypatch.setattr(catalog, "all_labs", lambda: (lab,))

    def now() -> str:
        rules.cache_clear()
        return rules("fan-out")

    found = []
    for path, text in ((scenario, "a"), (engines / "x.py", "b"), (engines / "x.py", "c"), (scenario, "d")):
        path.write_text(text)
        found.append(now())
    (engines / "notes.txt").write_text("not a source")
    assert now() == found[-1]
    assert len({*found}) == 4
    (engines / "x.py").rename(engines / "y.py")
    assert now() not in found
    rules.cache_clear()


@pytest.mark.parametrize("lab", all_labs(), ids=lambda lab: lab.slug)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_goal_of_a_scenario_is_said_in_both_languages(lab: Lab, language: str) -> None:
    sim = Simulation(1)
    lab.build(sim)
    goals = [part.name.removeprefix("goal-") for part in sim.components.values() if isinstance(part, Goal)]
    assert sorted(lab.goals(language)) == sorted(goals)
    assert all(lab.goals(language).values())
