"""The addresses of live."""

from django.urls import path

from cordee.live import views

urlpatterns = [
    path("live/stream/", views.stream, name="live-stream"),
    path("live/posts/<uuid:post_id>/typing/", views.typing, name="live-typing"),
    path("live/posts/<uuid:post_id>/reactions/", views.reactions, name="live-reactions"),
    path("live/posts/<uuid:post_id>/comments/<uuid:comment_id>/", views.comment, name="live-comment"),
    path(
        "live/posts/<uuid:post_id>/comments/<uuid:comment_id>/reactions/",
        views.reactions,
        name="live-comment-reactions",
    ),
]
