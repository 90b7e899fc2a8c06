"""The addresses of cockpit."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
