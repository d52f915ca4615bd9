"""The templates that a workload has had."""

from typing import Any

from labs.engines.kube.workloads.history import data_of, history_of, new_revision, superfluous, template_in

Manifest = dict[str, Any]
OWNER: Manifest = {
    "apiVersion": "apps/v1",
    "kind": "DaemonSet",
    "metadata": {"name": "web", "uid": "u"},
    "spec": {"template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": []}}},
}


def revision(number: int, image: str) -> Manifest:
    owner = {"spec": {"template": {"spec": {"image": image}}}}
    return {"metadata": {"name": f"web-{image}"}, "revision": number, "data": data_of(owner)}


def test_a_revision_keeps_the_template_as_a_patch_that_replaces() -> None:
    made = new_revision(OWNER, "web-1", 1, {"hash": "1"})
    assert made["data"]["spec"]["template"]["$patch"] == "replace"
    assert template_in(made) == OWNER["spec"]["template"]
    assert made["metadata"]["labels"] == {"app": "web", "hash": "1"}


def test_the_revision_of_now_is_the_one_with_this_template_the_others_are_old() -> None:
    one, two, three = revision(1, "a"), revision(2, "b"), revision(3, "c")
    history = history_of({"spec": {"template": {"spec": {"image": "b"}}}}, [three, two, one])
    assert (history.current, history.old, history.next_number) == (two, [one, three], 4)
    assert history_of(OWNER, [one]).current is None
    assert history_of(OWNER, []).next_number == 1


def test_above_the_limit_the_oldest_that_nobody_uses_go() -> None:
    old = [revision(number, image) for number, image in enumerate("abcd")]
    assert superfluous(old, {"web-a": True}, 2) == old[1:3]
    assert superfluous(old, {}, 10) == []
