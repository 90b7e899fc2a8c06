"""The demo's own door."""

from django.urls import path

from cordee.demo.views import enter

urlpatterns = [path("sign-in/demo/<str:handle>/", enter, name="demo-enter")]
