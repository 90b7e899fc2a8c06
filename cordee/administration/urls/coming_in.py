"""Addresses: sign-up, invitations, organisation accounts."""

from django.urls import URLPattern, path

from cordee.administration.views import coming_in, providers

urlpatterns: list[URLPattern] = [
    path("administration/coming-in/", coming_in.coming_in, name="coming-in"),
    path("administration/invitations/", coming_in.new_invitation, name="invitation-new"),
    path("administration/invitations/<uuid:invitation_id>/", coming_in.invitation, name="invitation"),
    path("administration/sign-in/", providers.providers, name="providers"),
    path("administration/sign-in/new/", providers.new_provider, name="provider-new"),
    path("administration/sign-in/<uuid:provider_id>/", providers.provider, name="provider"),
    path("administration/sign-in/<uuid:provider_id>/test/", providers.provider_test, name="provider-test"),
    path("administration/sign-in/<uuid:provider_id>/act/", providers.provider_act, name="provider-act"),
]
