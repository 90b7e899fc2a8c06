"""Addresses: settings, roles, spaces, tokens, webhooks, health, audit log."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
