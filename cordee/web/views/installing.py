"""What lets a browser keep the site on a home screen, and be told when no page of it is open."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cordee.core.queries import organisation

WORKER = "src/service-worker.ts"


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows pushes: at the root, for it serves what stands below its own address, and never kept."""
    return HttpResponse(_built(), content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def _built() -> bytes:
    """What the front end was built to; a script that does nothing where it was not built."""
    manifest = Path(str(settings.DJANGO_VITE["default"]["manifest_path"]))
    try:
        entry = json.loads(manifest.read_text())[WORKER]["file"]
        return (manifest.parent.parent / entry).read_bytes()
    except (OSError, KeyError):
        return b""


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The organisation as an application: a telephone shows pushes of a site that stands on its home screen."""
    here = organisation()
    told = {
        "name": here.name,
        "short_name": here.name[:12].rstrip(),
        "lang": here.language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f2",
        "theme_color": "#fbf8f2",
        "icons": [{"src": static("cordee.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")
