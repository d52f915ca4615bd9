"""Addresses of what Kubernetes' door has for people."""

from django.urls import path

from labs.gateways.kube import views

app_name = "kube"
urlpatterns = [path("explain/", views.explain, name="explain")]
