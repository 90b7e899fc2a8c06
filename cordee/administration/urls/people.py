"""Addresses: people, units, groups."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
