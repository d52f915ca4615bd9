"""Revisions: who gets which number, and what a ReplicaSet remembers."""

from labs.engines.kube.controllers.deployment.annotations import desired_in, next_revision, of_new
from labs.engines.kube.workloads.revisions import REVISION
from tests.engines.kube.controllers.deployment.sets_of import one, sets

HISTORY = "deployment.kubernetes.io/revision-history"


def test_a_new_one_gets_the_next_number_and_the_sizes_of_now() -> None:
    both = sets(4, None, one("a", 4, annotations={REVISION: "7"}))
    assert next_revision(both) == 8
    assert of_new(both) == {
        REVISION: "8",
        "deployment.kubernetes.io/desired-replicas": "4",
        "deployment.kubernetes.io/max-replicas": "5",
    }


def test_one_that_comes_back_gets_the_next_number_and_remembers_its_former_ones() -> None:
    back = one("a", 0, annotations={REVISION: "3", HISTORY: "1"})
    told = of_new(sets(4, back, one("b", 4, annotations={REVISION: "4"})))
    assert (told[REVISION], told[HISTORY]) == ("5", "1,3")


def test_the_newest_keeps_its_number() -> None:
    newest = one("b", 4, annotations={REVISION: "4"})
    assert of_new(sets(4, newest, one("a", 0, annotations={REVISION: "3"}))) == newest["metadata"]["annotations"]


def test_a_deployments_own_annotations_are_copied_but_not_those_of_the_machinery() -> None:
    both = sets(1, one("a", 1))
    mine = {"team": "shop", REVISION: "9", "kubectl.kubernetes.io/last-applied-configuration": "{}"}
    both.wish["metadata"]["annotations"] = mine
    assert of_new(both) == {"team": "shop", REVISION: "1"}


def test_what_is_no_number_is_none() -> None:
    assert desired_in(one("a", 1, annotations={"deployment.kubernetes.io/desired-replicas": "many"})) is None
    assert desired_in(one("a", 1, desired=3)) == 3
