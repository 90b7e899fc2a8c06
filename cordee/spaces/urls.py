"""The addresses of spaces: verbs are resources that are created and destroyed."""

from django.urls import path

from cordee.spaces.views import (
    bookmarks,
    comments,
    contributing,
    duplicates,
    following,
    library,
    memberships,
    polls,
    readings,
    standing_in,
    threads,
)

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
    path("posts/<uuid:post_id>/keeping/", bookmarks.keeping, name="post-keeping"),
    path(
        "posts/<uuid:post_id>/comments/<uuid:comment_id>/keeping/", bookmarks.keeping, name="comment-keeping"
    ),
    path("posts/<uuid:post_id>/bookmark/", bookmarks.bookmark, name="post-bookmark"),
    path(
        "posts/<uuid:post_id>/comments/<uuid:comment_id>/bookmark/",
        bookmarks.bookmark,
        name="comment-bookmark",
    ),
    path("posts/<uuid:post_id>/follow/", following.follow_post, name="post-follow"),
    path("spaces/<slug:slug>/follow/", following.follow_space, name="space-follow"),
    path("people/@<str:handle>/follow/", following.follow_person, name="person-follow"),
    path("skills/<slug:slug>/follow/", following.follow_skill, name="skill-follow"),
    path("me/follows/", following.my_follows, name="my-follows"),
    path("me/follows/<uuid:follow_id>/", following.my_follow, name="my-follow"),
    path("me/readings/", readings.my_readings, name="my-readings"),
    path("me/bookmarks/", bookmarks.my_bookmarks, name="my-bookmarks"),
    path("posts/<uuid:post_id>/vote/", polls.poll_vote, name="poll-vote"),
    path("posts/<uuid:post_id>/duplicate/", duplicates.duplicate, name="duplicate"),
    path("posts/<uuid:post_id>/practice/", library.practice, name="practice"),
    path("spaces/<slug:slug>/away/", standing_in.away, name="space-away"),
    path("spaces/<slug:slug>/away/<uuid:row_id>/", standing_in.away_end, name="space-away-end"),
    path("spaces/<slug:slug>/library/", library.library, name="space-library"),
]
