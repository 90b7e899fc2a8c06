"""The addresses of asks."""

from django.urls import path

from cordee.asks.views import asks, wishes

urlpatterns = [
    path("asks/", asks.asks, name="asks"),
    path("asks/settings/", wishes.wishes, name="asks-wishes"),
    path("asks/<uuid:ask_id>/", asks.ask, name="ask"),
    path("asks/<uuid:ask_id>/response/", asks.response, name="ask-response"),
    path("posts/<uuid:post_id>/ownership/", asks.ownership, name="post-ownership"),
    path("posts/<uuid:post_id>/asking/", asks.asking, name="post-asking"),
    path("posts/<uuid:post_id>/named/", asks.naming, name="post-naming"),
    path("spaces/<slug:slug>/waiting/", wishes.waiting, name="space-waiting"),
    path("spaces/<slug:slug>/waiting/settings/", wishes.pace, name="space-pace"),
]
