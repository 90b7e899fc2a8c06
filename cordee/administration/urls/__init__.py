"""The addresses of the administration, a file a part."""

from cordee.administration.urls import coming_in, organisation, people

urlpatterns = [*organisation.urlpatterns, *people.urlpatterns, *coming_in.urlpatterns]
