"""Addresses of what Kubernetes' door has for people."""

from django.urls import path

from labs.gateways.kube import trial_views, views

app_name = "kube"
urlpatterns = [
    path("explain/", views.explain, name="explain"),
    path("rooms/<str:code>/trial/", trial_views.trial, name="trial"),
]
