"""Why a Pod is as it is: who made it, who gave it a node, and what its kubelet does with it."""

from labs.engines.kube.apiserver.pod_words import pod_words
from labs.engines.kube.why.deaf import why_deaf
from labs.engines.kube.why.lines import behind, is_end_asked, joined, state, told
from labs.engines.kube.why.staying import why_stays
from labs.engines.kube.why.view import Manifest, View, last
from labs.engines.kube.why.waiting import why_waiting
from labs.engines.kube.why.wishes import wishes
from labs.engines.sim import Fact, Line, Lines, Refused

FINISHED = ("Succeeded", "Failed")
STARTS = ("ImagePullStarted", "ImagePulled", "ImagePullFailed", "ContainerStarted", "ContainerExited")


def why_pod(view: View, key: str) -> Lines:
    pod, facts = view.object("pods", key), view.of_pod(key)
    if pod is None:
        return _why_gone(view, key, facts)
    if pod["metadata"].get("deletionTimestamp"):
        return _why_ending(view, key, pod, facts)
    if not pod["spec"].get("nodeName"):
        return joined(
            [state(view, "pod_waits", pod=key)], why_waiting(view, key, pod, facts), why_made(view, pod, facts)
        )
    truth = _why_not_as_said(view, pod["spec"]["nodeName"])
    if truth:
        return joined([_stands(view, "pod_said_to_run", key, pod)], why_stays(view, key, pod), truth)
    return joined(_why_on_its_node(view, key, pod, facts), _placed(view, facts), why_made(view, pod, facts))


def why_made(view: View, pod: Manifest, facts: list[Fact]) -> Lines:
    """Who wrote the Pod, because of what."""
    made = facts[0] if facts and facts[0]["event"] == "ObjectCreated" else None
    if made is None:
        return []
    chain = behind(view, made)
    return chain if chain[-1].code == "command" else [*chain[:1], *wishes(view, pod, made["at_us"])]


def _placed(view: View, facts: list[Fact]) -> Lines:
    """Who chose the node, and that its kubelet has seen it: nobody has told it to."""
    scheduled = last(facts, "PodScheduled")
    if scheduled is None:
        return []
    begun = next((fact for fact in facts if fact["event"] in STARTS), None)
    values = {"pod": scheduled["data"]["pod"], "node": scheduled["data"]["node"]}
    saw = [Line("kubelet_saw", begun["at_us"], begun["id"], None, values)] if begun else []
    return [*saw, told(view, scheduled)]


# On its node


def _why_on_its_node(view: View, key: str, pod: Manifest, facts: list[Fact]) -> Lines:
    words = pod_words(pod)
    if (pod.get("status") or {}).get("phase") in FINISHED:
        ended = _newest(view, facts, "PodFinished", "ContainerExited", "PodRefused")
        return [_stands(view, "pod_finished", key, pod), *ended]
    if words["status"] == "Running" and words["ready"][0] == words["ready"][1]:
        return [_stands(view, "pod_runs", key, pod), *_why_restarted(view, facts)]
    return [_stands(view, "pod_not_ready", key, pod), *_why_not_ready(view, facts)]


def _stands(view: View, code: str, key: str, pod: Manifest) -> Line:
    words = pod_words(pod)
    values = {"status": words["status"], "ready": words["ready"][0], "of": words["ready"][1]}
    return state(view, code, pod=key, node=pod["spec"]["nodeName"], restarts=words["restarts"], **values)


def _why_not_as_said(view: View, node: str) -> Lines:
    """What the API server has of a Pod is what its kubelet wrote last: it may be silent."""
    return why_deaf(view, node) if node in view.reader.sim.components else []


def _why_not_ready(view: View, facts: list[Fact]) -> Lines:
    newest = last(facts, *STARTS)
    if newest is None:
        return [state(view, "kubelet_on_it")]
    if newest["event"] == "ImagePullFailed":
        return [told(view, newest), *_newest(view, facts, "BackedOff")]
    if newest["event"] == "ContainerExited":
        return [told(view, newest), *_newest(view, facts, "BackedOff"), *_killer(view, newest)]
    probes = _newest(view, facts, "ProbeFailed", since=newest) + _newest(view, facts, "HealthSet", since=newest)
    return probes or [told(view, newest)]


def _why_restarted(view: View, facts: list[Fact]) -> Lines:
    """Since when its container runs, and what ended the one before."""
    exited = last(facts, "ContainerExited")
    ended = [told(view, exited), *_killer(view, exited)] if exited else []
    return [*_newest(view, facts, "ContainerStarted"), *ended]


def _killer(view: View, exited: Fact) -> Lines:
    """Who ended the container; nothing if it ended by itself."""
    lines = behind(view, exited, itself=False)
    return lines[-1:] if exited["cause"] < 0 and lines else []


def _newest(view: View, facts: list[Fact], *names: str, since: Fact | None = None) -> Lines:
    found = last(facts, *names)
    return [] if found is None or (since and found["id"] < since["id"]) else [told(view, found)]


# At its end


def _why_ending(view: View, key: str, pod: Manifest, facts: list[Fact]) -> Lines:
    node = pod["spec"].get("nodeName", "")
    truth = _why_not_as_said(view, node) if node else []
    code = "pod_cannot_end" if truth else "pod_ending"
    return joined([state(view, code, pod=key, node=node)], _end(view, facts), truth)


def _why_gone(view: View, key: str, facts: list[Fact]) -> Lines:
    deleted = last(facts, "ObjectDeleted")
    if deleted is None:
        made = view.reader.later(lambda fact: fact["event"] == "ObjectCreated" and fact["data"]["key"] == key)
        if made is None:
            raise Refused("bad_arguments", argument="about", problem="unknown")
        return [Line("pod_not_yet", made["at_us"], made["id"], None, {"pod": key})]
    line = Line("pod_gone", deleted["at_us"], deleted["id"], None, {"pod": key})
    return joined([line, *_successor(view, key, facts)], _end(view, facts))


def _end(view: View, facts: list[Fact]) -> Lines:
    """Who wanted it gone, because of what."""
    asked = next((fact for fact in facts if is_end_asked(view, fact)), None) or last(facts, "ObjectDeleted")
    return behind(view, asked) if asked else []


def _successor(view: View, key: str, facts: list[Fact]) -> Lines:
    """The Pod that was written because this one went."""
    asked = next((fact for fact in facts if is_end_asked(view, fact)), facts[-1])
    mine = {fact["id"] for fact in facts}

    def fits(fact: Fact) -> bool:
        is_made = fact["event"] == "ObjectCreated" and fact["data"]["resource"] == "pods"
        return is_made and fact["cause"] in mine

    for fact in view.reader.oldest_first(asked["at_us"]):
        if fact["at_us"] > view.now_us:
            break
        if fits(fact):
            values = {"pod": key, "other": fact["data"]["key"], "by": fact["data"]["by"]}
            return [Line("pod_replaced", fact["at_us"], fact["id"], None, values)]
    return []
