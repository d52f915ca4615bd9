"""Addresses of recorded runs."""

from django.urls import path

from labs.rooms import run_views, views

app_name = "runs"
urlpatterns = [
    path("import/", run_views.take_in, name="import"),
    path("<str:run_id>/", run_views.show, name="show"),
    path("<str:run_id>/live/", views.live_run, name="live"),
    path("<str:run_id>/mine/", run_views.mine, name="mine"),
    path("<str:run_id>/embed", run_views.embed, name="embed"),
    path("<str:run_id>/export/", run_views.export, name="export"),
]
