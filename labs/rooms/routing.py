"""WebSocket addresses of the rooms."""

from django.urls import path

from labs.rooms.consumers import RoomConsumer

websocket_urlpatterns = [path("rooms/<str:code>/live/", RoomConsumer.as_asgi())]
