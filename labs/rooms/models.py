"""What a room leaves in the database: enough to bring it back where it was, whatever happens to the process."""

from django.db import models


class Visitor(models.Model):
    """A person on the site: the hash of the random token in their cookie, nothing else."""

    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)


class Room(models.Model):
    """One run of a lab: scenario, seed, calendar start, and where its clock stands."""

    code = models.CharField(max_length=6, unique=True)
    lab = models.CharField(max_length=80)
    seed = models.BigIntegerField()
    start = models.CharField(max_length=40)
    rules = models.CharField(max_length=16)
    playing = models.BooleanField(default=True)
    rate = models.FloatField(default=1.0)
    head_us = models.BigIntegerField(default=0)
    head_commands = models.PositiveIntegerField(default=0)
    head_digest = models.CharField(max_length=32, default="")  # of the cut (head_us, head_commands), under `rules`
    branch = models.PositiveIntegerField(default=0)
    wire_open = models.BooleanField(default=False)
    earns = models.BooleanField(default=True)  # goals reached here are its owners'; not where a solution is played
    other_rules = models.BooleanField(default=False)  # recorded under rules that led elsewhere: not the same run
    created_at = models.DateTimeField(auto_now_add=True)


class Branch(models.Model):
    """A run that leaves another at the cut (at_us, commands): its log is the parent's up to there, then its own.

    `head_*` say where it stands while another is the room's branch.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="branches")
    number = models.PositiveIntegerField()  # 0 is the root
    parent = models.PositiveIntegerField(null=True)
    name = models.CharField(max_length=60, default="")
    at_us = models.BigIntegerField(default=0)
    commands = models.PositiveIntegerField(default=0)
    head_us = models.BigIntegerField(default=0)
    head_commands = models.PositiveIntegerField(default=0)
    head_digest = models.CharField(max_length=32, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["room", "number"], name="one_branch_a_number"),)


class SharedRun(models.Model):
    """A run as it was when somebody shared it: seed and commands up to its head, opened at `at_us`."""

    id = models.CharField(max_length=22, primary_key=True)  # random, and never the room's code
    room = models.ForeignKey(Room, models.SET_NULL, null=True, related_name="shared")
    lab = models.CharField(max_length=80)
    seed = models.BigIntegerField()
    start = models.CharField(max_length=40)
    rules = models.CharField(max_length=16)
    at_us = models.BigIntegerField()
    head_us = models.BigIntegerField()
    digest = models.CharField(max_length=32)  # at the head
    commands = models.TextField()  # JSON, as an export has them
    created_at = models.DateTimeField(auto_now_add=True)


class Member(models.Model):
    """A visitor with a part in a room; those who only watch need no row."""

    OWNER = "owner"

    room = models.ForeignKey(Room, models.CASCADE, related_name="members")
    visitor = models.ForeignKey(Visitor, models.CASCADE)
    role = models.CharField(max_length=10, default=OWNER)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["room", "visitor"], name="one_part_a_room"),)


class WireKey(models.Model):
    """A key id that lets one participant's real clients into a room; its secret follows from it and is not kept."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="wire_keys")
    key_id = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)


class LoggedCommand(models.Model):
    """The truth about a room: every command with the simulated moment it took effect."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="log")
    branch = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField()
    at_us = models.BigIntegerField()
    name = models.CharField(max_length=80)
    args = models.TextField()  # JSON as it came: a database's own type would sort the keys and refuse some signs
    by = models.CharField(max_length=80)
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001  NULL is outside the unique constraint, "" is not
    broken = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["room", "branch", "number"], name="numbered_once"),
            models.UniqueConstraint(fields=["room", "by", "key"], name="applied_once"),
        )


class StoredCheckpoint(models.Model):
    """A cache of the log: a simulation's state after `commands` commands at `at_us`."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="checkpoints")
    branch = models.PositiveIntegerField(default=0)
    at_us = models.BigIntegerField()
    commands = models.PositiveIntegerField()
    events = models.PositiveIntegerField(default=0)
    rules = models.CharField(max_length=16)
    digest = models.CharField(max_length=32)
    state = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["room", "branch", "-id"]),)


class GoalReached(models.Model):
    """What a visitor has once made true; never taken back."""

    visitor = models.ForeignKey(Visitor, models.CASCADE)
    lab = models.CharField(max_length=80)
    goal = models.CharField(max_length=80)
    room = models.ForeignKey(Room, models.SET_NULL, null=True)
    branch = models.PositiveIntegerField()
    at_us = models.BigIntegerField()
    digest = models.CharField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["visitor", "lab", "goal"], name="reached_once"),)
