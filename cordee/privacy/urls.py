"""The addresses of privacy."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
