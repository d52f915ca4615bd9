"""The map of the site: every address starts here."""

from django.urls import include, path
from django.views.i18n import set_language

from labs.lessons import development
from labs.lessons import views as lessons
from workshop import settings, views

urlpatterns = [
    path("", lessons.home, name="home"),
    path("kubernetes/", include("labs.gateways.kube.urls")),
    path("", include("labs.lessons.urls")),
    path("rooms/", include("labs.rooms.urls")),
    path("runs/", include("labs.rooms.run_urls")),
    path("language/", set_language, name="set_language"),
    path("catalog/<str:language>.js", views.catalog, name="catalog"),
    path("catalog/<str:language>/later.js", views.later_catalog, name="later_catalog"),
    path("catalog/<str:language>/<slug:scene>.js", views.catalog, name="scene_catalog"),
    path("catalog/<str:language>/<slug:scene>/later.js", views.later_catalog, name="later_scene_catalog"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
]
if settings.DEBUG:
    urlpatterns.append(path("development/changes", development.changed, name="changes"))
