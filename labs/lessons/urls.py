"""Addresses of the lessons."""

from django.urls import path, register_converter
from django.views.generic import RedirectView

from labs.lessons import answer_views, study_views, views
from labs.lessons.front_door import open_front_door
from labs.lessons.subjects import SubjectConverter

register_converter(SubjectConverter, "subject")

app_name = "lessons"
urlpatterns = [
    path("front-door/", open_front_door, name="front_door"),
    path("<subject:subject>", RedirectView.as_view(pattern_name="lessons:subject")),  # as people type it
    path("<subject:subject>/", views.subject, name="subject"),
    path("<subject:subject>/<slug:slug>", RedirectView.as_view(pattern_name="lessons:lab")),
    path("<subject:subject>/<slug:slug>/", views.lab, name="lab"),
    path("<subject:subject>/<slug:slug>/start", study_views.start, name="start"),
    path("<subject:subject>/<slug:slug>/back", study_views.back, name="back"),
    path("<subject:subject>/<slug:slug>/step", study_views.step, name="step"),
    path("<subject:subject>/<slug:slug>/predict/<slug:name>", answer_views.predict, name="predict"),
    path("<subject:subject>/<slug:slug>/skip/<slug:name>", answer_views.skip, name="skip"),
    path("<subject:subject>/<slug:slug>/review/<slug:name>", answer_views.review, name="review"),
]
