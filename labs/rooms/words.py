"""A run in words: three to six findings in the order of time, as codes and values; the browser writes the sentences.

Those of a cluster's run stand in `cluster_words`.

Every finding is {"line", "at_us", "event", "command", "values"}. First "ran", last "quiet" or "now", between them what
weighs most. Programs, queues and goals go by their names ("shipping"), spans end in `_us`. `for_us` is how long
something lasted, null: it still does. `queue` is the queue that grew most meanwhile, null: none did; `most` is how many
messages it had at most, `oldest_s` how old the oldest of them became, but no more than `for_us` (both 0 without a
queue), as sampled for charts.
Of a change that stays, `grew_until_us` says until when that is meant, null: until now.

    ran           for_us, orders, commands    the whole run: how long, orders accepted, commands of its members

    stopped       program, instance, for_us, queue, most, oldest_s    instance null: no instance ran any more
    crashed       the same
    slowed        the same and factor
    paused        program, for_us             StoreFront took no orders
    cut           a, b, for_us, queue, most, oldest_s                 no connection between two parts
    loss          a, b, per_million, for_us, queue, most, oldest_s    of a million packets to b, lost
    rate          program, per_s, was_per_s, queue, most, oldest_s, grew_until_us    was_per_s null: not known
    scaled        program, instances, queue, most, oldest_s, grew_until_us
    concurrency   program, concurrency, queue, most, oldest_s, grew_until_us
    attached      program, instance, wire, queue, most, oldest_s, grew_until_us    instance null: several
    detached      program, instance, wire, queue, most, oldest_s, grew_until_us    wire: the queue
    subscribed    topic, target, queue, most, oldest_s, grew_until_us    target: by its entity
    unsubscribed  topic, target, queue, most, oldest_s, grew_until_us
    purged        queue, messages             that many messages were thrown away
    deleted       queue, messages             the queue with them
    backlog       queue, most, oldest_s       it grew without any of the above; at_us: when it was longest
    drained       queue, program, after_us    of the backlog of a stopped, crashed, slowed, cut or loss nothing waited
                                              any more, that long after the fault was over; program null: of cut or loss
    lost          orders, program, cause      lost now; program null: for more than one. The cause is that of the moment
                                              when most were lost: purged, deleted (the queue), expired, dropped (by
                                              SNS), given_up (by StoreFront), crashed, removed (by somebody outside),
                                              taken (by another program), attached (only another works off the queue
                                              now), detached (it no longer does) or refused (nobody took it over)
    none_lost     orders
    again         deliveries, program, cause  an order came to a program once more; program null: more than one. Cause:
                                              crashed, slow (visible again before the work was done), answer_lost (done,
                                              but the queue did not hear of it), never_arrived (it got lost on the way),
                                              participant (somebody outside held it), given_back (shown again on
                                              purpose), copied_twice (for two subscriptions that both lead there) or
                                              sent_twice
    goal_reached  goals, moments_us           names, in the order they were reached, and when; at_us: of the last
    goal_missed   goals, moments_us

    quiet         handled, moving, waiting, lost, again    at the end no fault lasts and no queue has a backlog
    now           the same and down, queue, most           programs of which no instance runs; the longest queue
"""

from math import inf
from typing import Any

from labs.engines.sim import Entity
from labs.rooms.chart import GREW_LEAST, Chart, Peak
from labs.rooms.cluster_words import cluster_words
from labs.rooms.draining import emptied_us
from labs.rooms.findings import Finding, goal_findings
from labs.rooms.mishaps import first_again, first_loss
from labs.rooms.past import Past
from labs.rooms.troubles import Trouble, Troubles

MIDDLE_MAX = 4  # findings besides the first and the last
FEW = 3  # messages that wait by chance, also where nothing is wrong
BACKLOG_LEAST = 20  # messages; and as many seconds the oldest:
BACKLOG_LEAST_S = 10
STATES = ("handled", "moving", "waiting", "lost", "again")
# How much a finding weighs; a trouble that made a queue grow weighs GREW more, and the longer the queue the more.
WEIGHTS = {
    "lost": 100, "goal_missed": 95, "purged": 90, "deleted": 90, "goal_reached": 78, "again": 70, "backlog": 65,
    "drained": 60, "none_lost": 58, "crashed": 54, "stopped": 52, "cut": 51, "loss": 50, "slowed": 48, "paused": 47,
    "rate": 45, "unsubscribed": 44, "detached": 44, "subscribed": 42, "attached": 42, "scaled": 40, "concurrency": 40,
}  # fmt: skip
GREW = 30
EMPTIED = frozenset({"purged", "deleted"})

Json = dict[str, Any]


def words(past: Past) -> Json:
    """{"findings": [...]} of the run up to its cut."""
    if past.is_cluster:
        return cluster_words(past)
    story = Story(past)
    middle = sorted(story.middle(), key=lambda finding: -WEIGHTS[finding.line] - finding.more)[:MIDDLE_MAX]
    middle.sort(key=lambda finding: (finding.at_us, finding.event or inf))
    return {"findings": [finding.as_dict() for finding in (story.first(), *middle, *story.last())]}


class Story:
    """One run: its end, its charts, its troubles."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._sim = past.simulation()
        self._chart = Chart(self._sim)
        self._ledger: Entity | None = self._sim.entities().get("ledger")
        self._troubles = Troubles(past).found
        self._covered: list[tuple[str, int, int]] = []  # queue, from, until: the trouble there is known

    def first(self) -> Finding:
        orders = self._ledger["accepted"] if self._ledger else 0
        commands = sum(logged.key is not None and not logged.broken for logged in self._past.commands)
        return Finding("ran", 0, {"for_us": self._past.at_us, "orders": orders, "commands": commands})

    def middle(self) -> list[Finding]:
        """Everything worth telling."""
        found = [finding for trouble in self._troubles for finding in self._of_trouble(trouble)]
        lost = self._lost()
        told = {finding.command for finding in lost if finding.line == "lost"}
        found = [finding for finding in found if finding.line not in EMPTIED or finding.command not in told]
        return [*found, *self._backlog(), *goal_findings(self._sim), *lost, *self._again()]

    # Troubles and what they did to the queues

    def _of_trouble(self, trouble: Trouble) -> list[Finding]:
        values, more, found = dict(trouble.values), 0.0, list[Finding]()
        if trouble.lasts:
            values["for_us"] = None if trouble.until_us is None else trouble.until_us - trouble.at_us
        if trouble.line in EMPTIED:
            more = 0.0 if values["messages"] else -WEIGHTS[trouble.line]
        elif trouble.line != "paused":
            grown, back_us, until_us = self._grown(trouble)
            more = GREW + min(grown.most, 1_000) / 100 if grown else 0.0
            values |= _queue_values(grown)
            if values.get("for_us") is not None:
                values["oldest_s"] = min(values["oldest_s"], values["for_us"] // 1_000_000)
            if not trouble.lasts:
                values["grew_until_us"] = until_us
            found = self._drained(trouble, grown, back_us)
        return [Finding(trouble.line, trouble.at_us, values, trouble.event, trouble.command, more), *found]

    def _grown(self, trouble: Trouble) -> tuple[Peak | None, int | None, int | None]:
        """The queue that grew most while a trouble lasted, or before it was worked off; when that was; until when."""
        best: Peak | None = None
        best_back_us = best_until_us = None
        for queue in self._queues_of(trouble):
            over_us, next_us = self._span_us(trouble, queue)
            before = self._chart.waiting(queue, trouble.at_us)
            back_us = self._chart.back_us(queue, over_us, before + FEW)
            until_us = next_us if back_us is None else min(next_us, back_us)
            peak = self._chart.peak(queue, trouble.at_us, until_us)
            grew = peak.most >= before + max(GREW_LEAST, before // 2)
            if grew and (best is None or peak.most > best.most):
                best, best_back_us = peak, back_us
                best_until_us = until_us if until_us < self._past.at_us else None
                self._covered.append((queue, trouble.at_us, self._past.at_us if back_us is None else back_us))
        return best, best_back_us, best_until_us

    def _span_us(self, trouble: Trouble, queue: str) -> tuple[int, int]:
        """When a trouble was over, and until when a queue may have grown by it; no growth is told of two of them."""
        end_us = self._past.at_us
        if trouble.lasts:
            over_us = end_us if trouble.until_us is None else trouble.until_us
            return over_us, min((one.at_us for one in self._troubles if one.at_us > over_us), default=end_us)
        at = self._troubles.index(trouble)
        if any(one.lasts and _is_on(one, trouble.at_us) and queue in self._queues_of(one) for one in self._troubles):
            return trouble.at_us, trouble.at_us
        over_us = next((one.at_us for one in self._troubles[at + 1 :] if queue in self._queues_of(one)), end_us)
        return over_us, over_us

    def _queues_of(self, trouble: Trouble) -> list[str]:
        """The one that was wired, or those that a program works off; all, for a connection and who sends the orders."""
        if trouble.wired is not None:
            return [queue for queue in self._chart.queues if queue == trouble.wired]
        program = trouble.program
        if program is None or self._ledger is None or program not in self._ledger["programs"]:
            return self._chart.queues
        ledger = self._sim.components["ledger"]
        return [queue for queue, programs in ledger.attached.items() if program in programs]  # type: ignore[attr-defined]

    def _drained(self, trouble: Trouble, grown: Peak | None, back_us: int | None) -> list[Finding]:
        """The backlog was worked off, and not thrown away."""
        if not trouble.lasts or trouble.until_us is None or grown is None or back_us is None:
            return []
        for other in self._troubles:
            emptied = other.line in EMPTIED and other.values["queue"] == grown.queue
            if emptied and trouble.at_us <= other.at_us <= back_us:
                return []
        known = self._chart.sample(grown.queue, trouble.until_us)
        at_us = emptied_us(self._past, grown.queue, trouble.until_us, known)
        if at_us is None:
            return []
        values = {"queue": grown.queue, "program": trouble.program, "after_us": at_us - trouble.until_us}
        return [Finding("drained", at_us, values)]

    def _backlog(self) -> list[Finding]:
        """The longest that a queue grew by itself."""
        peaks = [self._chart.peak(queue, *span) for queue in self._chart.queues for span in self._free_spans(queue)]
        peak = max(peaks, key=lambda one: one.most, default=None)
        if peak is None or peak.most < BACKLOG_LEAST or peak.oldest_s < BACKLOG_LEAST_S:
            return []
        return [Finding("backlog", peak.at_us, _queue_values(peak))]

    def _free_spans(self, queue: str) -> list[tuple[int, int]]:
        """When no known trouble made that queue grow."""
        spans, from_us = [], 0
        for name, begin_us, end_us in sorted(self._covered, key=lambda covered: covered[1]):
            if name == queue:
                spans.append((from_us, begin_us))
                from_us = max(from_us, end_us + 1)
        return [*spans, (from_us, self._past.at_us)]

    # Orders and goals

    def _lost(self) -> list[Finding]:
        if self._ledger is None or not self._ledger["accepted"]:
            return []
        if not self._ledger["lost"]:
            return [Finding("none_lost", self._past.at_us, {"orders": self._ledger["accepted"]})]
        span = self._chart.steepest("ledger.lost")
        told = None if span is None else first_loss(self._past, span)
        values = {"orders": self._ledger["lost"], "program": self._only_program("lost")}
        if told is None:
            return [Finding("lost", self._past.at_us, {**values, "cause": "refused"})]
        fact, cause, command = told
        return [Finding("lost", fact["at_us"], {**values, "cause": cause}, fact["id"], command)]

    def _again(self) -> list[Finding]:
        span = self._chart.steepest("ledger.again")
        told = None if span is None else first_again(self._past, span)
        if told is None or self._ledger is None:
            return []
        fact, cause, command = told
        values = {"deliveries": self._ledger["again"], "program": self._only_program("again"), "cause": cause}
        return [Finding("again", fact["at_us"], values, fact["id"], command)]

    def _only_program(self, state: str) -> str | None:
        programs = self._ledger["programs"] if self._ledger else {}
        concerned = [program for program, totals in programs.items() if totals[state]]
        return concerned[0] if len(concerned) == 1 else None

    # How it stands

    def last(self) -> list[Finding]:
        if self._ledger is None:
            return []
        counts = {state: self._ledger[state] for state in STATES}
        waiting = {queue: self._chart.waiting(queue, self._past.at_us) for queue in self._chart.queues}
        queue = max(waiting, key=waiting.__getitem__, default=None)
        if queue is not None and waiting[queue] < GREW_LEAST:
            queue = None
        down = self._down()
        if not down and queue is None and all(one.until_us is not None for one in self._troubles):
            return [Finding("quiet", self._past.at_us, counts)]
        values = {**counts, "down": down, "queue": queue, "most": waiting[queue] if queue else 0}
        return [Finding("now", self._past.at_us, values)]

    def _down(self) -> list[str]:
        running: dict[str, bool] = {}
        for entity in self._sim.entities().values():
            if entity["kind"] in ("worker", "server"):
                program = entity["program"]
                running[program] = running.get(program, False) or entity["state"] == "running"
        return [program for program, runs in running.items() if not runs]


def _is_on(trouble: Trouble, at_us: int) -> bool:
    return trouble.at_us <= at_us and (trouble.until_us is None or at_us < trouble.until_us)


def _queue_values(peak: Peak | None) -> Json:
    if peak is None:
        return {"queue": None, "most": 0, "oldest_s": 0}
    return {"queue": peak.queue, "most": peak.most, "oldest_s": peak.oldest_s}
