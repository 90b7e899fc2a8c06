"""The addresses of the paths room."""

from django.urls import path

from cordee.paths.views import attempts, conversations, learning, works

urlpatterns = [
    path("paths/", learning.paths, name="paths"),
    path("paths/<slug:slug>/", learning.path, name="path"),
    path("paths/<slug:slug>/steps/<uuid:key>/", learning.step, name="step"),
    path("paths/<slug:slug>/steps/<uuid:key>/progress/", learning.step_progress, name="step-progress"),
    path("paths/<slug:slug>/steps/<uuid:key>/time/", learning.step_time, name="step-time"),
    path("paths/<slug:slug>/steps/<uuid:key>/posts/", conversations.step_posts, name="step-posts"),
    path("paths/<slug:slug>/steps/<uuid:key>/attempts/", attempts.new_attempt, name="attempts"),
    path("attempts/<uuid:attempt_id>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:attempt_id>/answers/<uuid:key>/", attempts.answer, name="attempt-answer"),
    path("attempts/<uuid:attempt_id>/hints/<uuid:key>/", attempts.hint, name="attempt-hint"),
    path("works/<uuid:work_id>/usefulness/", works.usefulness, name="work-usefulness"),
    path("works/<uuid:work_id>/verdict/", works.verdict, name="work-verdict"),
    path("cohorts/<uuid:cohort_id>/works/", works.works, name="cohort-works"),
]
