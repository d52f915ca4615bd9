"""Addresses of the pages."""

from django.urls import path

from labs.lessons import views

urlpatterns = [path("", views.home, name="home")]
