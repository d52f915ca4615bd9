"""A Deployment's revisions."""

from typing import Any

from labs.engines.kube.workloads.revisions import REVISION, bare_template, earlier, revision

Manifest = dict[str, Any]


def one(number: str) -> Manifest:
    return {"metadata": {"annotations": {REVISION: number}}}


def test_a_revision_is_a_number_or_none() -> None:
    assert [revision(one("12")), revision(one("new")), revision({"metadata": {}})] == [12, 0, 0]


def test_the_one_before_is_the_second_highest_not_the_second_youngest() -> None:
    sets = [one("10"), one("9"), one("2")]
    assert earlier(sets, 0) is sets[1]
    assert earlier(sets, 2) is sets[2]
    assert earlier(sets, 3) is None
    assert earlier(sets[:1], 0) is None


def test_the_hash_is_no_part_of_a_template() -> None:
    template = {"metadata": {"labels": {"app": "web", "pod-template-hash": "x"}}, "spec": {}}
    assert bare_template(template) == {"metadata": {"labels": {"app": "web"}}, "spec": {}}
