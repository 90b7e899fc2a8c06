"""The addresses of spaces: verbs are resources that are created and destroyed."""

from django.urls import path

from cordee.spaces.views import comments, contributing, drafts, memberships, threads

urlpatterns = [
    path("contribute/", contributing.choose_space, name="contribute"),
    path("spaces/<slug:slug>/new/", contributing.new_post, name="post-new"),
    path("spaces/<slug:slug>/membership/", memberships.membership, name="membership"),
    path("spaces/<slug:slug>/charter/", memberships.charter, name="charter"),
    path("spaces/<slug:slug>/members/<uuid:person_id>/", memberships.member, name="space-member"),
    path("posts/<uuid:post_id>/", threads.thread, name="thread"),
    path("posts/<uuid:post_id>/edit/", contributing.edit, name="post-edit"),
    path("posts/<uuid:post_id>/history/", threads.history, name="post-history"),
    path("posts/<uuid:post_id>/comments/", comments.new_comment, name="comment-new"),
    path("posts/<uuid:post_id>/resolution/", comments.resolution, name="resolution"),
    path("posts/<uuid:post_id>/reactions/", comments.reaction, name="post-reaction"),
    path(
        "posts/<uuid:post_id>/comments/<uuid:comment_id>/reactions/",
        comments.reaction,
        name="comment-reaction",
    ),
    path("posts/<uuid:post_id>/comments/<uuid:comment_id>/history/", threads.history, name="comment-history"),
    path("comments/<uuid:comment_id>/edit/", comments.edit, name="comment-edit"),
    path("drafts/<str:place>/", drafts.draft, name="draft"),
]
