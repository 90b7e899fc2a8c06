"""Addresses: sign-up, invitations, OpenID Connect."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
