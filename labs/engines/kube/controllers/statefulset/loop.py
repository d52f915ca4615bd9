"""The loop itself: what a look at a StatefulSet leads to."""

from typing import Any, ClassVar

from labs.engines.kube.controller.pod_loop import PodLoop
from labs.engines.kube.controllers.statefulset.plan import Members, members_of, plan_for, status_of
from labs.engines.kube.controllers.statefulset.pods import new_claims, new_pod, number_of, revision_of
from labs.engines.kube.informer import Manifest
from labs.engines.kube.workloads.claims import claims
from labs.engines.kube.workloads.history import History, history_of, new_revision, superfluous
from labs.engines.kube.workloads.pods import available_in_us
from labs.engines.kube.workloads.template_hash import template_hash

HASH_LABEL = "controller.kubernetes.io/hash"


class StatefulSets(PodLoop):
    """Makes Pods 0, 1, 2 ... one after the other, and takes them away from the other end."""

    name = "statefulset-controller"
    kind, resource = "StatefulSet", "statefulsets"
    resources: ClassVar[tuple[str, ...]] = ("statefulsets", "pods", "controllerrevisions", "persistentvolumeclaims")

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "controllerrevisions":
            self.owned_changed(key.partition("/")[0], before, after)
        else:
            super().changed(resource, key, before, after)

    def reconcile(self, key: str) -> None:
        self.notes.pop(key, None)
        wish = self.object("statefulsets", key)
        if wish is None:
            return
        orphans = self.orphans("pods", wish["metadata"]["namespace"])
        named = [pod for pod in orphans if number_of(pod, wish) is not None]
        pods, patches = claims(wish, self.owned("pods", wish), named)
        if self.claim(key, patches) or self.claim_revisions(key, wish):
            return
        history = history_of(wish, self.owned("controllerrevisions", wish))
        if history.current is None or history.current["revision"] < history.next_number:
            self._write_revision(key, wish, history)
        else:
            self._manage(key, members_of(wish, pods, self.now_ns), pods, history)

    def _write_revision(self, key: str, wish: Manifest, history: History) -> None:
        namespace, number = wish["metadata"]["namespace"], history.next_number
        if history.current is not None:
            name, patch = history.current["metadata"]["name"], {"revision": number}
            self.write(key, "patch", resource="controllerrevisions", namespace=namespace, name=name, patch=patch)
            return
        digest = template_hash(wish["spec"]["template"], wish.get("status", {}).get("collisionCount", 0))
        body = new_revision(wish, f"{wish['metadata']['name']}-{digest}", number, {HASH_LABEL: digest})
        self.write(key, "create", then="revision_made", resource="controllerrevisions", namespace=namespace, body=body)

    def revision_made(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> None:
        """Another template has the same hash: count that, so that the next has another."""
        wish = self.object("statefulsets", key)
        if wish is not None and error is not None and error["code"] == "AlreadyExists":
            before = wish.get("status", {})
            counted = {**before, "collisionCount": before.get("collisionCount", 0) + 1}
            self.write_status(key, "statefulsets", wish, counted)

    def _manage(self, key: str, members: Members, pods: list[Manifest], history: History) -> None:
        assert history.current is not None
        plan = plan_for(members, history.current["metadata"]["name"])
        for number in plan.make:
            self._make_claims(key, members.wish, number)
        self._clean_up(key, members.wish, pods, history)
        self.make_and_delete(key, members.wish, [str(number) for number in plan.make], plan.delete, "statefulset")
        if not plan.make and not plan.delete:
            self.settled(key)

    def _make_claims(self, key: str, wish: Manifest, number: int) -> None:
        """Claims outlive their Pods: only those that are not there are made."""
        namespace = wish["metadata"]["namespace"]
        for body in new_claims(wish, number):
            if self.object("persistentvolumeclaims", f"{namespace}/{body['metadata']['name']}") is None:
                context = {"claim": body["metadata"]["name"], "pod": f"{wish['metadata']['name']}-{number}"}
                self.write(
                    key, "create", then="claim_made", context=context, resource="persistentvolumeclaims",
                    namespace=namespace, body=body,
                )  # fmt: skip

    def claim_made(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> None:
        wish = self.object("statefulsets", key)
        if wish is None:
            return
        of_pod = f"Pod {context['pod']} in StatefulSet {wish['metadata']['name']}"
        if error is None:
            self.record(wish, "SuccessfulCreate", f"create Claim {context['claim']} {of_pod} success")
        else:
            message = f"create Claim {context['claim']} for {of_pod} failed error: {error['message'] or error['code']}"
            self.record(wish, "FailedCreate", message, warning=True)

    def pod_for(self, owner: Manifest, purpose: str) -> Manifest:
        """Below the partition, a Pod comes back as it was before the update."""
        history = history_of(owner, self.owned("controllerrevisions", owner))
        assert history.current is not None
        rolling = (owner["spec"].get("updateStrategy") or {}).get("rollingUpdate") or {}
        start = (owner["spec"].get("ordinals") or {}).get("start", 0)
        is_kept = int(purpose) < start + rolling.get("partition", 0)
        return new_pod(owner, int(purpose), self._current(owner, history) if is_kept else history.current)

    def _current(self, wish: Manifest, history: History) -> Manifest:
        """The revision that the StatefulSet was at before its update."""
        assert history.current is not None
        name = wish.get("status", {}).get("currentRevision")
        return next((one for one in history.old if one["metadata"]["name"] == name), history.current)

    def words(self, verb: str, owner: Manifest, name: str, refused: str) -> str:
        said = f"{verb} Pod {name} in StatefulSet {owner['metadata']['name']}"
        return f"{said} failed error: {refused}" if refused else f"{said} successful"

    def pods_done(self, key: str, owner: Manifest, reason: str, refused: str) -> None:
        history = history_of(owner, self.owned("controllerrevisions", owner))
        if history.current is None:
            return
        pods = claims(owner, self.owned("pods", owner), []).kept
        current, newest = self._current(owner, history)["metadata"]["name"], history.current["metadata"]["name"]
        after = status_of(owner, pods, current, newest, self.now_ns)
        if after != owner.get("status"):
            self.write_status(key, "statefulsets", owner, after)
        waits = [available_in_us(pod, owner["spec"].get("minReadySeconds", 0), self.now_ns) for pod in pods]
        wait_us = min((one for one in waits if one), default=None)
        if wait_us is not None:
            self.enqueue(key, wait_us)

    def _clean_up(self, key: str, wish: Manifest, pods: list[Manifest], history: History) -> None:
        used = {revision_of(pod): True for pod in pods}
        used[self._current(wish, history)["metadata"]["name"]] = True
        unused = [one for one in history.old if one["metadata"]["name"] not in used]
        for one in superfluous(unused, {}, wish["spec"].get("revisionHistoryLimit", 10)):
            name = one["metadata"]["name"]
            self.write(
                key, "delete", resource="controllerrevisions", namespace=wish["metadata"]["namespace"], name=name
            )
