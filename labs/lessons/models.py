"""What the site remembers of a visitor's study: where they are, what they foretold, what they answered."""

from django.db import models

from labs.rooms.models import Room, Visitor


class Study(models.Model):
    """A visitor at a lab: the room they work in, on which rung, and the step of the note they have come to.

    While a variant is on the bench, `own_room` is the room of the lab itself, which they may come back to.
    """

    visitor = models.ForeignKey(Visitor, models.CASCADE)
    lab = models.CharField(max_length=80)
    room = models.ForeignKey(Room, models.SET_NULL, null=True)
    rung = models.CharField(max_length=10, default="")
    variant = models.CharField(max_length=20, default="")
    own_room = models.ForeignKey(Room, models.SET_NULL, null=True, related_name="+")
    own_rung = models.CharField(max_length=10, default="")
    step = models.CharField(max_length=20, default="")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["visitor", "lab"], name="one_study_a_lab"),)


class Prediction(models.Model):
    """What a visitor foretold, once and for all: JSON, or "skipped". `made_us` is the moment of their room's run."""

    SKIPPED = "skipped"

    visitor = models.ForeignKey(Visitor, models.CASCADE)
    lab = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    value = models.TextField()
    made_us = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["visitor", "lab", "name"], name="foretold_once"),)


class ReviewAnswer(models.Model):
    """A review question answered: `value` is what the visitor said, `answer` what the run of that seed gave."""

    visitor = models.ForeignKey(Visitor, models.CASCADE)
    lab = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    seed = models.BigIntegerField()
    value = models.FloatField()
    answer = models.FloatField()
    right = models.BooleanField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["visitor", "lab", "-id"]),)
