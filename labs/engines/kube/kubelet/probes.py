"""Startup, readiness and liveness probes (kubernetes 1.34, pkg/kubelet/prober).

The first is due when the container has run for its initial delay, and then one each period. Where nothing can change
(a healthy program that will not hang of itself), the next is not waited for: `refresh` asks again when somebody has
made it ill. So a quiet container costs nothing.
"""

from typing import Any, ClassVar

from labs.engines.kube.kubelet.answers import GOOD, SILENT, answer, complaint, is_late, setting, takes_us, turns_bad_us
from labs.engines.kube.kubelet.part import Part
from labs.engines.kube.kubelet.runs import GRACE_MOST_S, INIT, Manifest, Run, grace_of, restarts

STARTUP, READINESS, LIVENESS = "startup", "readiness", "liveness"


class Probes(Part):
    """Asks containers how they are, and draws the consequences."""

    name: ClassVar[str] = "probes"

    def begin(self, run: Run, name: str) -> None:
        """A process has started, or the kubelet sees it for the first time in this life."""
        record = self.record(run, name)
        record["probing"] += 1
        spec = self.spec(run, name)
        if "startupProbe" in spec and not record["started"]:
            record["probes"] = {STARTUP: self._new(run, name, STARTUP)}
            self._plan(run, name, STARTUP)
        else:
            self._started(run, name)

    def _started(self, run: Run, name: str) -> None:
        """Nothing, or a startup probe that succeeded, holds the other two back any more."""
        record, spec = self.record(run, name), self.spec(run, name)
        record["started"] = True
        record["probes"] = {
            kind: self._new(run, name, kind) for kind in (READINESS, LIVENESS) if f"{kind}Probe" in spec
        }
        for kind in record["probes"]:
            self._plan(run, name, kind)
        if READINESS not in record["probes"] and not record["ready"] and self.kubelet.part_of(run, name) != INIT:
            self._set_ready(run, name, True)

    def _new(self, run: Run, name: str, kind: str) -> dict[str, Any]:
        record, probe = self.record(run, name), self.probe(run, name, kind)
        first_us = record["started_us"] + setting(probe, "initialDelaySeconds") * 1_000_000
        period_us = setting(probe, "periodSeconds") * 1_000_000
        if first_us < self.now_us:
            # Not in the past: at the next multiple of the period, or now.
            first_us = self.now_us
        return {"first_us": first_us, "period_us": period_us, "next_us": first_us, "good": 0, "bad": 0, "set": 0}

    def probe(self, run: Run, name: str, kind: str) -> Manifest:
        found: Manifest = self.spec(run, name)[f"{kind}Probe"]
        return found

    # When the next one is due

    def _plan(self, run: Run, name: str, kind: str) -> None:
        """Set the timer for the next probe that may change something."""
        record = self.record(run, name)
        state, behaviour = record["probes"][kind], self.kubelet.behaviour(run, name)
        if self._is_settled(run, name, kind, state):
            turns_us = turns_bad_us(behaviour, record)
            if turns_us is None:
                return
            self._skip_to(state, turns_us)
        state["set"] += 1
        delay_us = max(state["next_us"] - self.now_us, 0)
        self.kubelet.call_later(delay_us, "probe", run["uid"], name, kind, record["probing"], state["set"])

    def _is_settled(self, run: Run, name: str, kind: str, state: dict[str, Any]) -> bool:
        record, behaviour = self.record(run, name), self.kubelet.behaviour(run, name)
        if kind == STARTUP or state["bad"] or is_late(self.probe(run, name, kind), behaviour):
            return False
        if kind == READINESS and not record["ready"]:
            return False
        return answer(behaviour, record, max(state["next_us"], self.now_us)) == GOOD

    def _skip_to(self, state: dict[str, Any], at_us: int) -> None:
        """To the first probe at or after a moment, in step with the first."""
        if at_us > state["next_us"]:
            periods = -(-(at_us - state["first_us"]) // state["period_us"])
            state["next_us"] = state["first_us"] + periods * state["period_us"]

    def refresh(self, run: Run, name: str) -> None:
        """The program's health was changed from outside: probes that were not waited for may matter again."""
        record = self.record(run, name)
        for kind, state in record["probes"].items():
            if state["next_us"] < self.now_us or self._is_settled(run, name, kind, state):
                self._skip_to(state, self.now_us)
            self._plan(run, name, kind)

    # A probe

    def ask(self, run: Run, name: str, kind: str) -> None:
        if run["ending"] and kind != READINESS:
            return
        record = self.record(run, name)
        state, probe, behaviour = record["probes"][kind], self.probe(run, name, kind), self.kubelet.behaviour(run, name)
        how = answer(behaviour, record, self.now_us)
        if how == GOOD and is_late(probe, behaviour):
            how = SILENT
        state["next_us"] = self.now_us + state["period_us"]
        state["set"] += 1
        delay_us = takes_us(probe, behaviour, how)
        self.kubelet.call_later(delay_us, "probed", run["uid"], name, kind, record["probing"], state["set"], how)

    def judge(self, run: Run, name: str, kind: str, how: str) -> None:
        """Count the outcome, act on it, and plan the next."""
        record, probe = self.record(run, name), self.probe(run, name, kind)
        state, probing = record["probes"][kind], record["probing"]
        state["good"], state["bad"] = (state["good"] + 1, 0) if how == GOOD else (0, state["bad"] + 1)
        if how == GOOD:
            if state["good"] >= setting(probe, "successThreshold"):
                self._succeeded(run, name, kind)
        else:
            text = complaint(probe, self.spec(run, name), how, run["ip"])
            self.kubelet.say(run, "Unhealthy", f"{kind.capitalize()} probe failed: {text}", name, warning=True)
            self.emit("ProbeFailed", run, name, probe=kind)
            if state["bad"] >= setting(probe, "failureThreshold"):
                self._failed(run, name, kind, probe)
        if record["probing"] == probing and kind in record["probes"]:
            self._plan(run, name, kind)

    def _succeeded(self, run: Run, name: str, kind: str) -> None:
        if kind == STARTUP:
            self._started(run, name)
            self.parts.workers.sync(run)
        elif kind == READINESS and not self.record(run, name)["ready"]:
            self._set_ready(run, name, True)

    def _failed(self, run: Run, name: str, kind: str, probe: Manifest) -> None:
        if kind == READINESS:
            if self.record(run, name)["ready"]:
                self._set_ready(run, name, False)
            return
        if run["ending"]:
            return
        self.record(run, name)["probing"] += 1
        pod = self.kubelet.pod(run)
        grace_s = min(probe.get("terminationGracePeriodSeconds", grace_of(pod)), GRACE_MOST_S)
        again = "" if restarts(pod, self.kubelet.part_of(run, name)) == "Never" else ", will be restarted"
        until_us = self.now_us + grace_s * 1_000_000
        self.parts.termination.stop(run, name, until_us, f"Container {name} failed {kind} probe{again}")

    def _set_ready(self, run: Run, name: str, ready: bool) -> None:
        self.record(run, name)["ready"] = ready
        self.emit("ContainerReady" if ready else "ContainerUnready", run, name)
        self.parts.reports.publish(run)
