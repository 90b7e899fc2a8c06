"""Addresses: sign-up, invitations."""

from django.urls import path

from cordee.administration.views import coming_in

urlpatterns = [
    path("administration/coming-in/", coming_in.coming_in, name="coming-in"),
    path("administration/invitations/", coming_in.new_invitation, name="invitation-new"),
    path("administration/invitations/<uuid:invitation_id>/", coming_in.invitation, name="invitation"),
]
