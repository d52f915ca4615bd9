"""What is wrong with a workload (Kubernetes 1.34, apps and batch validation)."""

from typing import Any

from labs.engines.kube.apiserver.rules.checking import (
    NOT_NEGATIVE,
    Manifest,
    Problems,
    each_wrong,
    lacking,
    same,
    wrong,
)
from labs.engines.kube.apiserver.rules.pod_checks import template_problems
from labs.engines.kube.labels import matches_labels
from labs.engines.kube.manifests.budgets import count_or_percent
from labs.engines.kube.manifests.problems import forbidden, invalid, required, unsupported
from labs.engines.kube.manifests.selectors import LABEL_SELECTOR
from labs.engines.kube.manifests.shapes import one_of

FIGURES = dict.fromkeys(
    (
        "replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds", "parallelism", "completions",
        "backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished", "startingDeadlineSeconds",
        "successfulJobsHistoryLimit", "failedJobsHistoryLimit",
    ),
    NOT_NEGATIVE,
)  # fmt: skip
NO_MATCH = "`selector` does not match template `labels`"
NO_DEADLINE = "activeDeadlineSeconds in ReplicaSet is not Supported"
STATEFUL = (
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
    "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
)
LOOSE = (
    "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
    "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
)  # fmt: skip


def deployment_problems(one: Manifest, before: Manifest | None) -> Problems:
    spec = one["spec"]
    yield from _common(spec, "deployment")
    yield from _rolling(spec["strategy"], "spec.strategy", ("Recreate", "RollingUpdate"))
    deadline = spec["progressDeadlineSeconds"]
    if deadline <= spec.get("minReadySeconds", 0):
        yield invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds")
    yield from _same_selector(spec, before)


def replica_set_problems(one: Manifest, before: Manifest | None) -> Problems:
    yield from _common(one["spec"], "deployment")
    yield from _same_selector(one["spec"], before)


def replication_controller_problems(one: Manifest, before: Manifest | None) -> Problems:
    yield from _common({**one["spec"], "selector": {"matchLabels": one["spec"]["selector"]}}, "deployment")


def daemon_set_problems(one: Manifest, before: Manifest | None) -> Problems:
    spec = one["spec"]
    yield from _common(spec, "daemonset")
    yield from _rolling(spec["updateStrategy"], "spec.updateStrategy", ("RollingUpdate", "OnDelete"))
    yield from _same_selector(spec, before)


def stateful_set_problems(one: Manifest, before: Manifest | None) -> Problems:
    spec = one["spec"]
    yield from _common(spec, "statefulset")
    yield from wrong(one_of("OrderedReady", "Parallel"), spec["podManagementPolicy"], "spec.podManagementPolicy")
    kind = spec["updateStrategy"]["type"]
    if kind not in ("RollingUpdate", "OnDelete"):
        yield invalid("spec.updateStrategy", spec["updateStrategy"], "must be 'RollingUpdate' or 'OnDelete'")
    if before is not None:
        rest, old = ({name: value for name, value in of.items() if name not in LOOSE} for of in (spec, before["spec"]))
        if rest != old:
            yield forbidden("spec", STATEFUL)


def job_problems(one: Manifest, before: Manifest | None) -> Problems:
    spec = one["spec"]
    yield from job_spec_problems(spec, "spec")
    if before is not None:
        old = before["spec"]
        yield from same(spec.get("completions"), old.get("completions"), "spec.completions")
        yield from same(spec.get("selector"), old.get("selector"), "spec.selector")
        yield from same(spec["template"], old["template"], "spec.template")
        yield from same(spec["completionMode"], old["completionMode"], "spec.completionMode")
    elif spec["manualSelector"]:
        yield from _selects(spec, "job")


def job_spec_problems(spec: Manifest, field: str) -> Problems:
    yield from each_wrong(FIGURES, spec, field)
    yield from template_problems(spec["template"], f"{field}.template")
    policy = spec["template"]["spec"]["restartPolicy"]
    if policy not in ("OnFailure", "Never"):
        if policy == "Always":
            yield required(f"{field}.template.spec.restartPolicy", 'valid values: "OnFailure", "Never"')
        else:
            yield unsupported(f"{field}.template.spec.restartPolicy", policy, ("OnFailure", "Never"))
    yield from wrong(one_of("Indexed", "NonIndexed"), spec["completionMode"], f"{field}.completionMode")


def cron_job_problems(one: Manifest, before: Manifest | None) -> Problems:
    spec = one["spec"]
    yield from lacking(spec, "spec", "schedule")
    yield from each_wrong(FIGURES, spec, "spec")
    yield from wrong(one_of("Allow", "Forbid", "Replace"), spec["concurrencyPolicy"], "spec.concurrencyPolicy")
    yield from job_spec_problems(spec["jobTemplate"]["spec"], "spec.jobTemplate.spec")


def _common(spec: Manifest, name: str) -> Problems:
    yield from each_wrong(FIGURES, spec, "spec")
    yield from _selects(spec, name)
    yield from template_problems(spec["template"], "spec.template")
    pod = spec["template"]["spec"]
    if pod["restartPolicy"] != "Always":
        yield unsupported("spec.template.spec.restartPolicy", pod["restartPolicy"], ("Always",))
    if "activeDeadlineSeconds" in pod:
        yield forbidden(
            "spec.template.spec.activeDeadlineSeconds", "activeDeadlineSeconds in ReplicaSet is not Supported"
        )


def _selects(spec: Manifest, name: str) -> Problems:
    """A selector, and labels that it takes."""
    selector = spec.get("selector")
    if selector is None:
        yield required("spec.selector")
    else:
        faults = list(wrong(LABEL_SELECTOR, selector, "spec.selector"))
        yield from faults
        if faults:
            return
        if not selector.get("matchLabels") and not selector.get("matchExpressions"):
            yield invalid("spec.selector", selector, f"empty selector is invalid for {name}")
    labels = spec["template"]["metadata"].get("labels") or {}
    if not matches_labels(selector, labels):
        yield invalid("spec.template.metadata.labels", labels, NO_MATCH)


def _same_selector(spec: Manifest, before: Manifest | None) -> Problems:
    if before is not None:
        yield from same(spec.get("selector"), before["spec"].get("selector"), "spec.selector")


def _rolling(strategy: Manifest, field: str, kinds: tuple[str, ...]) -> Problems:
    kind, rolling = strategy["type"], strategy.get("rollingUpdate")
    yield from wrong(one_of(*kinds), kind, f"{field}.type")
    if rolling is None:
        return
    if kind != "RollingUpdate":
        why = f"may not be specified when strategy `type` is '{kind}'"
        yield forbidden(f"{field}.rollingUpdate", why)
        return
    for name in ("maxUnavailable", "maxSurge"):
        if name in rolling:
            yield from wrong(count_or_percent, rolling[name], f"{field}.rollingUpdate.{name}")
    if _none(rolling.get("maxUnavailable")) and _none(rolling.get("maxSurge")):
        why = "may not be 0 when `maxSurge` is 0"
        yield invalid(f"{field}.rollingUpdate.maxUnavailable", rolling.get("maxUnavailable", 0), why)


def _none(amount: Any) -> bool:
    return amount in (None, 0, "0%")
