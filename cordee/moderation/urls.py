"""The addresses of moderation: verbs are resources that are created and destroyed."""

from django.urls import URLPattern, path

from cordee.moderation.views import acts, queue

POST, COMMENT = "posts/<uuid:post_id>/", "posts/<uuid:post_id>/comments/<uuid:comment_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{POST}menu/", acts.menu, name="post-menu"),
    path(f"{COMMENT}menu/", acts.menu, name="comment-menu"),
    path(f"{POST}removal/", acts.removal, name="post-removal"),
    path(f"{COMMENT}removal/", acts.removal, name="comment-removal"),
    path(f"{POST}hiding/", acts.hiding, name="post-hiding"),
    path(f"{COMMENT}hiding/", acts.hiding, name="comment-hiding"),
    path(f"{POST}report/", acts.new_report, name="post-report"),
    path(f"{COMMENT}report/", acts.new_report, name="comment-report"),
    path(f"{POST}lock/", acts.locked, name="post-lock"),
    path(f"{POST}pin/", acts.pinned, name="post-pin"),
    path(f"{POST}move/", acts.moved, name="post-move"),
    path(f"{POST}merge/", acts.merged, name="post-merge"),
    path("me/deleted/", acts.my_deleted, name="my-deleted"),
    path("moderation/", queue.waiting, name="moderation"),
    path("moderation/log/", queue.log, name="moderation-log"),
    path("moderation/mine/", queue.mine, name="moderation-mine"),
    path("moderation/people/@<str:handle>/", queue.person, name="moderation-person"),
    path("moderation/reports/<uuid:report_id>/", queue.decided, name="report-decide"),
    path("moderation/decisions/<uuid:decision_id>/appeal/", queue.appealed, name="appeal"),
    path("moderation/appeals/<uuid:appeal_id>/", queue.answered, name="appeal-decide"),
]
