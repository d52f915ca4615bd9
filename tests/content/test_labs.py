"""Every lab keeps its promises: in its files, with every seed, and from seed to seed. See `manage.py check_labs`."""

import re

import pytest

from labs.catalog import Lab, LabError, all_labs
from labs.catalog.checks import (
    Trial,
    bench_problems,
    completeness_problems,
    run_problems,
    spread_problems,
    structure_problems,
)
from labs.engines.sim import Simulation

LABS = all_labs()
NOTED = [lab for lab in LABS if not lab.is_bench]
every_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.slug)


def told(problems: list[LabError]) -> list[str]:
    return [str(problem) for problem in problems]


@every_lab
def test_the_files_can_be_read_and_agree_in_both_languages(lab: Lab) -> None:
    assert told(structure_problems(lab)) == []


@every_lab
def test_nothing_is_left_to_write(lab: Lab) -> None:
    assert told(completeness_problems(lab)) == []


@every_lab
def test_a_claim_is_numbered_as_in_the_notes_of_2018(lab: Lab) -> None:
    assert [claim for claim in lab.claims if not re.fullmatch(r"S\d+\.\d+", claim)] == []


@pytest.mark.parametrize("lab", [lab for lab in LABS if lab.is_bench], ids=lambda lab: lab.slug)
def test_the_goals_of_a_bench_have_words(lab: Lab) -> None:
    assert told(bench_problems(lab)) == []


@pytest.mark.parametrize(
    ("lab", "seed"), [pytest.param(lab, seed, id=f"{lab.slug}-{seed}") for lab in NOTED for seed in lab.seeds]
)
def test_the_solution_reaches_every_goal_and_the_broken_variant_can_be_mended(lab: Lab, seed: int) -> None:
    assert told(run_problems(Trial(lab, seed))) == []


@pytest.mark.parametrize("lab", NOTED, ids=lambda lab: lab.slug)
def test_measures_differ_between_seeds_by_no_more_than_is_said(lab: Lab) -> None:
    assert told(spread_problems([Trial(lab, seed) for seed in lab.seeds])) == []


@every_lab
def test_left_alone_it_runs_steadily(lab: Lab) -> None:
    sim = Simulation(1)
    lab.build(sim)
    sim.run_until(120_000_000)
    kinds = {entity["kind"] for entity in sim.entities().values()}
    if "node" in kinds:
        assert all(one["ready"] == "True" for one in sim.entities().values() if one["kind"] == "node")
    else:
        assert sim.log.count > 100 if kinds & {"queue", "topic"} else sim.log.count == 0
