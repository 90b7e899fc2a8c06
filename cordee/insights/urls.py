"""The addresses of insights."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
