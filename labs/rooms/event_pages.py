"""A run's log page by page, newest first, by kind and by what an event is about."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from labs.engines.sim import Fact, Refused
from labs.rooms.past import Past

LIMIT_MAX = 200  # events on a page
LOOK_BACK_MAX = 20_000  # events looked at for one page: well under a second

# Which event is of which kind; every event that an engine can state stands here once.
KINDS: dict[str, frozenset[str]] = {
    "faults": frozenset({
        "MailThrottled",
        "WorkerStopped", "WorkerStarted", "WorkerCrashed", "WorkerSlowed", "StoreFrontStopped", "StoreFrontStarted",
        "LinkCut", "LinkHealed", "LossSet", "PublishThrottled", "EndpointBroken",
        "EndpointMended", "CallsThrottled", "TenantNoisy",
        "NodeCrashed", "NodeStarted", "KubeletStopped", "KubeletStarted", "SchedulerStopped", "SchedulerStarted",
        "ApiServerStopped", "ApiServerStarted", "EtcdMemberStopped", "EtcdMemberStarted", "EtcdLeaderElected",
        "EtcdLeaderLost", "EtcdFull",
        "ControllersStopped", "ControllersStarted", "WatchBroken", "WatchExpired", "WatchResumed", "ListedAgain",
        "NodeWentUnknown", "NodeBack",
        "ImagePullFailed", "ContainerExited", "ProbeFailed", "BackedOff", "PodRefused", "HealthSet", "BindingFailed",
    }),
    "changes": frozenset({
        "AccountStanding", "MailDomainSet", "AddressSuppressed", "IdentityAdded", "IdentityVerified",
        "MailSettingsChanged", "MailUnsubscribed",
        "RateSet", "ConcurrencySet", "WorkerAttached", "WorkerDetached", "QueueCreated", "QueueChanged", "QueuePurged",
        "QueueDeleted", "TopicCreated", "TopicChanged", "TopicDeleted", "Subscribed", "SubscriptionConfirmed",
        "ConfirmationFailed", "SubscriptionChanged", "Unsubscribed", "ParticipantSeen", "MoveTaskStarted",
        "MoveTaskEnded", "DialsTurned", "CallerConnected", "CallerDisconnected",
        "PlacedAgainstFilter", "PlacedWorse",
        "PodScheduled", "PodUnschedulable", "PodNominated", "PodPreempted", "ReplicaSetScaled", "RolloutCompleted",
        "RolloutTimedOut", "PodDeletionDecided", "PodEvicted", "NodeDrained", "PodKilled", "ContainerStarted",
        "EtcdDefragmented", "EtcdDisarmed", "JobCompleted", "JobFailed", "PodFinished",
    }),
    "orders": frozenset({
        "MailAccepted", "MailDelivered", "MailDelayed", "MailComplained", "FeedbackMailed", "MailOpened",
        "MailClicked", "OrderAccepted", "OrderHandedOver", "AttemptFailed", "Published", "PublishedDirectly",
        "CopyDelivered", "DeliveryFailed", "CopyFiltered", "PublishDeduplicated", "CopyRedirected", "MessageSent",
        "MessageReceived", "MessageVisible", "MessageDeleted", "VisibilityChanged", "WorkQueued",
        "WorkStarted", "WorkFinished", "MessageMoved", "MessageRedriven", "MessageDeduplicated", "CopySurvived",
        "ObjectCreated", "ObjectChanged", "ObjectDeleted", "ImagePullStarted", "ImagePulled", "ContainerReady",
        "ContainerUnready",
    }),
    "goals": frozenset({"GoalReached", "GoalMissed"}),
    "losses": frozenset({"MailBounced", "MailSuppressed", "MailRejected", "MailNotRendered", "MailNoticeLost",
        "OrderLost", "OrderGivenUp", "CopyDropped", "MessageExpired", "WorkLost", "PacketLost"}),
}  # fmt: skip
# What the short log beside the scene is about: all but the way of single orders and the building of the scene.
NOTABLE = KINDS["faults"] | KINDS["changes"] | KINDS["goals"] | KINDS["losses"]
NOTABLE -= {"ParticipantSeen"}
OF_STOREFRONT = frozenset({"OrderAccepted", "OrderHandedOver", "AttemptFailed", "OrderGivenUp"})
# In an event's data -> in front of its entity's id.
NAMED_BY = {"topic": "sns", "goal": "goal", "pod": "pod", "node": "node"}

Json = dict[str, Any]


def page(
    past: Past,
    before_us: int | None = None,
    before_id: int | None = None,
    at_least_id: int | None = None,
    kind: str | None = None,
    about: str | None = None,
    limit: int = 50,
) -> Json:
    """{"events", "more", "next_us", "next_id"}: facts newest first, earlier than `before_us` and `before_id`.

    `kind` is one of KINDS, "notable" or one event's name, `about` an entity's id as in `about_of`. With `more`, the
    next page's `before_us` and `before_id` are `next_us` and `next_id`, also where this page is empty because it looked
    back far enough; `before_us` alone begins with what this page has of the same instant. Raises
    Refused("bad_arguments").
    """
    names = _names(kind)
    if not 1 <= limit <= LIMIT_MAX:
        raise Refused("bad_arguments", argument="limit", problem="out_of_range")
    events: list[Fact] = []
    oldest: Fact | None = None
    for oldest in _looked_at(past, before_us, before_id, at_least_id):
        if (names is None or oldest["event"] in names) and (about is None or about in about_of(oldest)):
            events.append(oldest)
            if len(events) == limit:
                break
    if oldest is None or oldest["id"] <= max(at_least_id or 1, 1):
        return {"events": events, "more": False, "next_us": None, "next_id": None}
    return {"events": events, "more": True, "next_us": oldest["at_us"] + 1, "next_id": oldest["id"]}


def _names(kind: str | None) -> frozenset[str] | None:
    """The events of a kind; None for all."""
    if kind is None:
        return None
    if kind in KINDS:
        return KINDS[kind]
    if kind == "notable":
        return NOTABLE
    if any(kind in names for names in KINDS.values()):
        return frozenset({kind})
    raise Refused("bad_arguments", argument="kind", problem="unknown")


def _looked_at(past: Past, before_us: int | None, before_id: int | None, at_least_id: int | None) -> Iterator[Fact]:
    for fact in islice(past.newest_first(before_us), LOOK_BACK_MAX):
        if fact["id"] < (at_least_id or 1):
            return
        if before_id is None or fact["id"] < before_id:
            yield fact


def about_of(fact: Fact) -> set[str]:
    """The ids of everything that an event is about.

    "pod/default/web-x", "node/node-a", "workload/deployments/default/web", "watch/scheduler",
    "sqs/shipping", "sns/orders", "shipping" and "shipping/1", "storefront", "order-7", "goal/drain-backlog", "@kim",
    and the two ends of a connection as commands name them.
    """
    data = fact["data"]
    to, program, instance = data.get("to"), data.get("program"), data.get("instance")
    ids = [program, *(data.get(name) for name in ("trace", "by", "entity", "a", "b")), *data.get("link", "").split(">")]
    ids += to if isinstance(to, list) else [to]
    ids += [f"sqs/{data['queue']}"] if data.get("queue") else []
    for target in (data.get("target"), *data.get("copies", ())):
        ids += [target, _program_of(target)]
    ids += [f"{kind}/{data[name]}" for name, kind in NAMED_BY.items() if name in data]
    if instance is not None:
        ids.append(f"{program}/{instance}")
    if "order" in data:
        ids.append(f"order-{data['order']}")
    ids += _objects_of(data)
    if fact["event"] in OF_STOREFRONT:
        ids.append("storefront")
    return {one for one in ids if one}


def _objects_of(data: Json) -> list[str]:
    """Of a cluster: the object that was written, the workload that scales, the watch that hears or does not."""
    resource, key = data.get("resource"), data.get("key")
    kinds = {"pods": "pod", "nodes": "node"}
    ids = [f"{kinds.get(resource, f'workload/{resource}')}/{key}"] if resource else []
    ids += [f"workload/deployments/{data['by']}", f"workload/replicasets/{key}"] if "before" in data and key else []
    return [*ids, f"watch/{data['watcher']}"] if "watcher" in data else ids


def _program_of(target: str | None) -> str | None:
    """The program of an instance that a topic delivers to."""
    return None if target is None or target.startswith(("sqs/", "http")) else target.partition("/")[0]
