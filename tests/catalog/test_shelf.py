"""The labs there are."""

from pathlib import Path

import pytest

from labs import catalog
from labs.catalog import Lab, UnknownLab, all_labs, get_lab, rules
from labs.catalog import lab as lab_module
from labs.engines.sim import Simulation


def test_a_lab_is_found_by_its_folder() -> None:
    lab = get_lab("fan-out")
    assert (lab.slug, lab.subject) == ("fan-out", "messaging")
    assert lab.folder == catalog.CONTENT_DIR / "messaging" / "fan_out"
    assert lab in all_labs()


def test_another_language_reads_english() -> None:
    lab = get_lab("fan-out")
    assert lab.title("fr") == lab.title("en")


def test_labs_come_by_subject_and_order() -> None:
    places = [(lab.subject, lab.order) for lab in all_labs()]
    assert places == sorted(places)


def test_slugs_are_unique() -> None:
    slugs = [lab.slug for lab in all_labs()]
    assert len({*slugs}) == len(slugs)


@pytest.mark.parametrize("slug", ["", "no-such-lab", "fan_out", "../messaging", "FAN-OUT", "fan-out.", "fan-out.other"])
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
    engines, folder = tmp_path / "engines", tmp_path / "lab"
    engines.mkdir()
    folder.mkdir()
    monkeypatch.setattr(lab_module, "ENGINES", engines)

    def now() -> str:
        return Lab("lab", "messaging", folder, "lab").rules

    found = []
    scenario = folder / "scenario.py"
    for path, text in ((scenario, "a"), (engines / "x.py", "b"), (engines / "x.py", "c"), (scenario, "d")):
        path.write_text(text)
        found.append(now())
    (engines / "notes.txt").write_text("not a source")
    (folder / "solution.py").write_text("decides nothing")
    assert now() == found[-1]
    assert len({*found}) == 4
    (engines / "x.py").rename(engines / "y.py")
    assert now() not in found


def test_the_rules_of_a_variant_are_those_of_its_lab() -> None:
    assert rules("fan-out.broken") == rules("fan-out")
