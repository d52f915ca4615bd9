"""A part of the cluster that talks to the API server: it watches, it writes, and it leaves kind: Event behind."""

from typing import Any

from labs.engines.kube.informer import Informer, Manifest

WRITE_TIMEOUT_US = 10_000_000
SPAM_MOST = 1_000  # kinds of kind: Event remembered, so that a repeat counts up


class Client(Informer):
    """Base of scheduler, controller manager and kubelet."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.told: dict[str, list[Any]] = {}  # what was said of which object -> [name of the kind: Event, count]
        self.said = 0  # so far; two of one moment need two names

    def write(
        self, method: str, args: dict[str, Any], reply: str | None = None, context: dict[str, Any] | None = None
    ) -> None:
        """Call a door of the API server; `reply(context, result, error)` gets the object as stored."""
        name = args.get("name") or args.get("body", {}).get("metadata", {}).get("name", "")
        trace = (
            f"{args.get('namespace', 'default')}/{name}" if args.get("resource") not in ("leases", "events") else None
        )
        self.request(
            "apiserver", method, args,
            reply=reply, context=context, timeout_us=WRITE_TIMEOUT_US, trace=trace, path=[self.place(), "apiserver"],
        )  # fmt: skip

    def record(
        self,
        about: Manifest,
        reason: str,
        message: str,
        *,
        warning: bool = False,
        source: str = "",
        host: str = "",
        field_path: str = "",
    ) -> None:
        """A kind: Event about an object, or the part of it at `field_path`; the same said again counts up.

        (client-go, tools/record)
        """
        metadata, now = about["metadata"], self.sim.calendar.iso(self.sim.now_us)[:19] + "Z"
        same = f"{metadata['uid']} {field_path} {reason} {message}"
        known = self.told.get(same)
        namespace = metadata.get("namespace", "default")
        if known is not None:
            known[1] += 1
            patch = {"count": known[1], "lastTimestamp": now}
            self.write("patch", {"resource": "events", "name": known[0], "namespace": namespace, "patch": patch})
            return
        while len(self.told) >= SPAM_MOST:
            del self.told[next(iter(self.told))]
        self.said += 1
        name = f"{metadata['name']}.{self.sim.calendar.epoch_ms(self.sim.now_us):x}{self.said % 0x10000:04x}"
        self.told[same] = [name, 1]
        source = source or self.name
        body = {
            "metadata": {"name": name, "namespace": namespace},
            "involvedObject": {
                "kind": about["kind"], "apiVersion": about["apiVersion"], "name": metadata["name"],
                "namespace": metadata.get("namespace", ""), "uid": metadata["uid"],
                "resourceVersion": metadata["resourceVersion"], **({"fieldPath": field_path} if field_path else {}),
            },
            "reason": reason, "message": message, "type": "Warning" if warning else "Normal", "count": 1,
            "firstTimestamp": now, "lastTimestamp": now,
            "source": {"component": source, **({"host": host} if host else {})},
            "reportingComponent": source, "reportingInstance": host,
        }  # fmt: skip
        self.write("create", {"resource": "events", "namespace": namespace, "body": body})
