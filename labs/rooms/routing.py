"""WebSocket addresses of the rooms."""

from typing import Any

from django.urls import path

from labs.rooms.consumers import RoomConsumer

room_consumer: Any = RoomConsumer.as_asgi()  # `path` is typed for views
websocket_urlpatterns: list[Any] = [
    path("rooms/<str:code>/live/", room_consumer),
    path("runs/<str:run_id>/live/", room_consumer),
]
