"""Why a part of the control plane does what it does, and up to where somebody has heard."""

from labs.engines.kube.why.deaf import why_deaf, why_stopped
from labs.engines.kube.why.lines import behind, joined, state
from labs.engines.kube.why.view import View
from labs.engines.sim import Fact, Lines

WRITES = ("ObjectCreated", "ObjectChanged", "ObjectDeleted")


def why_scheduler(view: View) -> Lines:
    scheduler = view.part("scheduler")
    deaf = why_deaf(view, "scheduler")
    waiting = [key for key, pod in view.objects("pods") if not pod["spec"].get("nodeName")]
    line = state(view, "scheduler_stands", pods=len(waiting), seen=scheduler.seen)
    return joined([line], deaf or _newest(view, "PodScheduled", "PodUnschedulable", "BindingFailed"))


def why_controllers(view: View) -> Lines:
    manager = view.part("controller-manager")
    queued = [name for name, keys in manager.keys.items() if any(entry["flying"] for entry in keys.values())]
    line = state(view, "controllers_stand", loops=queued, seen=manager.seen)
    return joined([line], why_deaf(view, "controller-manager") or _newest(view, "ReplicaSetScaled", *WRITES))


def why_apiserver(view: View) -> Lines:
    stored = view.reader.entities["apiserver"]["stored"]
    line = state(view, "stores", version=view.revision, objects=stored)
    return [line, *(_newest(view, *WRITES) if view.part("apiserver").running else why_stopped(view, "apiserver"))]


def why_etcd(view: View) -> Lines:
    return [state(view, "keeps", version=view.revision, back_to=view.part("etcd").compacted), *_newest(view, *WRITES)]


def why_watch(view: View, name: str) -> Lines:
    watcher = view.watcher(name)
    silent_ms = (view.now_us - watcher.seen_us) // 1000
    values = {"who": name, "seen": watcher.seen, "version": view.revision, "silent_ms": silent_ms}
    if not watcher.running:  # type: ignore[attr-defined]
        return joined([state(view, "watches_nothing", **values)], why_stopped(view, name))
    deaf = why_deaf(view, name)
    if deaf:
        return deaf
    again = view.newest(
        lambda fact: fact["event"] in ("WatchResumed", "ListedAgain") and fact["data"]["watcher"] == name
    )
    return joined([state(view, "watches", **values)], behind(view, again) if again else [])


def _newest(view: View, *names: str) -> Lines:
    def fits(fact: Fact) -> bool:
        return fact["event"] in names and (fact["event"] != "ObjectChanged" or fact["data"]["parts"] != ["status"])

    found = view.newest(fits)
    return behind(view, found) if found else []
