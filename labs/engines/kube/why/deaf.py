"""Who cannot hear or speak: a part that has ended, one that is cut off, one that has not heard yet."""

from labs.engines.kube.informer import Informer
from labs.engines.kube.why.lines import behind, state
from labs.engines.kube.why.view import View
from labs.engines.sim import Fact, Lines

STOPS = {
    "scheduler": ("SchedulerStopped", "SchedulerStarted"),
    "controller-manager": ("ControllersStopped", "ControllersStarted"),
    "apiserver": ("ApiServerStopped", "ApiServerStarted"),
}
NODES = ("NodeCrashed", "KubeletStopped")


def why_deaf(view: View, name: str, version: int = 0) -> Lines:
    """Why a part does not do its work: it does not run, or has not heard up to `version`; nothing if it has."""
    watcher = view.watcher(name)
    if not watcher.running:  # type: ignore[attr-defined]
        return why_stopped(view, name)
    if view.is_cut(name) or watcher.watching != "watching":
        return _why_unheard(view, watcher)
    if version > watcher.seen:
        return [state(view, "not_heard_yet", who=name, seen=watcher.seen, version=version)]
    return []


def why_stopped(view: View, name: str) -> Lines:
    names = STOPS.get(name, (*NODES, "KubeletStarted"))[:2]

    def fits(fact: Fact) -> bool:
        return fact["event"] in names and fact["data"].get("node", name) == name

    found = view.newest(fits)
    return [state(view, "not_running", who=name)] if found is None else behind(view, found)


def _why_unheard(view: View, watcher: Informer) -> Lines:
    silent_ms = (view.now_us - watcher.seen_us) // 1000
    values = {"who": watcher.name, "seen": watcher.seen, "version": view.revision, "silent_ms": silent_ms}
    cut = view.cut_of(watcher.name) if view.is_cut(watcher.name) else None
    if cut is not None:
        return [state(view, "hears_nothing", **values), *behind(view, cut)]
    again = state(view, "asks_again", **values)
    if not view.part("apiserver").running:
        return [again, *why_stopped(view, "apiserver")]
    healed = view.newest(lambda fact: fact["event"] == "LinkHealed" and watcher.name in fact["data"].values())
    return [again, *(behind(view, healed) if healed else [])]
