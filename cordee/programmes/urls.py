"""The addresses of programmes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
