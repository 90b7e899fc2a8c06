"""The addresses of live."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
