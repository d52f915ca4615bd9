"""Addresses of the rooms."""

from django.urls import path

from labs.rooms import share_views, terminal_views, views

app_name = "rooms"
urlpatterns = [
    path("", views.create, name="create"),
    path("join/", views.join, name="join"),
    path("<str:code>/", views.room, name="room"),
    path("<str:code>/live/", views.live, name="live"),
    path("<str:code>/terminals/", terminal_views.terminals, name="terminals"),
    path("<str:code>/share/", share_views.share, name="share"),
    path("<str:code>/export/", share_views.export, name="export"),
]
