"""The addresses of programmes."""

from django.urls import path

from cordee.programmes.views import changing, planning, programmes, prompts, recaps

HERE = "spaces/<slug:slug>/programme/"

urlpatterns = [
    path(HERE, programmes.programme, name="space-programme"),
    path(f"{HERE}new/", planning.new_programme, name="programme-new"),
    path(f"{HERE}settings/", changing.settings, name="programme-settings"),
    path(f"{HERE}state/", changing.state, name="programme-state"),
    path(f"{HERE}breaks/", changing.breaks, name="programme-breaks"),
    path(f"{HERE}prompts/", prompts.new_prompt, name="prompt-new"),
    path(f"{HERE}<uuid:prompt_id>/", prompts.prompt, name="prompt"),
    path(f"{HERE}<uuid:prompt_id>/preview/", prompts.preview, name="prompt-preview"),
    path(f"{HERE}<uuid:prompt_id>/place/", prompts.place, name="prompt-place"),
    path(f"{HERE}<uuid:prompt_id>/act/", prompts.act, name="prompt-act"),
    path(f"{HERE}<uuid:prompt_id>/recap/", recaps.recap, name="prompt-recap"),
]
