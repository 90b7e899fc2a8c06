"""The addresses of the paths room."""

from django.urls import path

from cordee.paths.views import attempts, cohorts, conversations, leading, learning, proofs, works

urlpatterns = [
    path("paths/", learning.paths, name="paths"),
    path("paths/<slug:slug>/", learning.path, name="path"),
    path("paths/<slug:slug>/steps/<uuid:key>/", learning.step, name="step"),
    path("paths/<slug:slug>/steps/<uuid:key>/progress/", learning.step_progress, name="step-progress"),
    path("paths/<slug:slug>/steps/<uuid:key>/posts/", conversations.step_posts, name="step-posts"),
    path("paths/<slug:slug>/steps/<uuid:key>/attempts/", attempts.new_attempt, name="attempts"),
    path("attempts/<uuid:attempt_id>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:attempt_id>/hints/<uuid:key>/", attempts.hint, name="attempt-hint"),
    path("works/<uuid:work_id>/usefulness/", works.usefulness, name="work-usefulness"),
    path("works/<uuid:work_id>/verdict/", works.verdict, name="work-verdict"),
    path("paths/<slug:slug>/cohorts/new/", cohorts.new_cohort, name="cohort-new"),
    path("cohorts/join/<str:link>/", cohorts.join, name="cohort-join"),
    path("cohorts/<uuid:cohort_id>/", cohorts.cohort, name="cohort"),
    path("cohorts/<uuid:cohort_id>/settings/", cohorts.cohort_settings, name="cohort-settings"),
    path("cohorts/<uuid:cohort_id>/enrolment/", cohorts.my_enrolment, name="cohort-enrolment"),
    path("cohorts/<uuid:cohort_id>/people/", leading.cohort_people, name="cohort-people"),
    path("cohorts/<uuid:cohort_id>/circles/", leading.cohort_circles, name="cohort-circles"),
    path("cohorts/<uuid:cohort_id>/staff/", leading.cohort_staff, name="cohort-staff"),
    path("cohorts/<uuid:cohort_id>/dates/", leading.cohort_dates, name="cohort-dates"),
    path("cohorts/<uuid:cohort_id>/progress/", leading.cohort_progress, name="cohort-progress"),
    path("cohorts/<uuid:cohort_id>/days/", proofs.days, name="cohort-days"),
    path("cohorts/<uuid:cohort_id>/learners/<uuid:enrolment_id>/", proofs.learner, name="cohort-learner"),
    path(
        "cohorts/<uuid:cohort_id>/learners/<uuid:enrolment_id>/certificates/",
        proofs.certificates,
        name="cohort-certificates",
    ),
    path("certificates/", proofs.verification, name="verify"),
    path("certificates/<str:code>/", proofs.verification, name="certificate"),
    path("certificates/<str:code>/paper/", proofs.paper, name="certificate-paper"),
    path("cohorts/<uuid:cohort_id>/works/", works.works, name="cohort-works"),
]
