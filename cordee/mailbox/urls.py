"""The addresses of the mailbox: a demo's box."""

from django.urls import path

from cordee.mailbox import views

urlpatterns = [
    path("me/mail/", views.box, name="mail-box"),
    path("me/mail/<uuid:mail_id>/", views.caught, name="mail-caught"),
    path("me/mail/<uuid:mail_id>/html/", views.caught_html, name="mail-caught-html"),
]
