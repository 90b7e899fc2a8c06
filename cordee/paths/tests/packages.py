"""Packages made for tests, and how one of them comes into a path that is taken."""

import io
import json
import zipfile
from typing import Any

from django.core.files.base import ContentFile

from cordee.media.actions import store_attachment
from cordee.media.models import File
from cordee.paths.models import Activity, PathFile
from cordee.paths.tests.conftest import Taken
from cordee.paths.tests.test_works import step_of
from cordee.testing.cast import NOW, Stage

FIND = """
function find(w, name) {
  let n = 0;
  while (!w[name] && w.parent && w.parent !== w && n++ < 7) w = w.parent;
  return w[name];
}
"""
LESSON = f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Leçon</title><script>{FIND}
const API = find(window, "API");
API.LMSInitialize("");
function show() {{
  document.querySelector("output").textContent = "Place " + (API.LMSGetValue("cmi.suspend_data") || "aucune")
    + " de " + API.LMSGetValue("cmi.core.student_name");
}}
function go(place) {{ API.LMSSetValue("cmi.suspend_data", place); show(); }}
function end() {{
  API.LMSSetValue("cmi.core.score.raw", "80");
  API.LMSSetValue("cmi.core.lesson_status", "passed");
  API.LMSCommit("");
}}
addEventListener("unload", () => API.LMSFinish(""));
addEventListener("DOMContentLoaded", () => {{
  show();
  document.querySelector("#go").addEventListener("click", () => go("page-3"));
  document.querySelector("#end").addEventListener("click", end);
}});
</script></head><body><h1>Leçon</h1><output></output><button id="go">Avancer</button><button id="end">Finir</button>
<iframe src="note.html" title="Note"></iframe></body></html>"""


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            whole.writestr(name, content)
    return packed.getvalue()


def lesson(**more: str | bytes) -> bytes:
    """A SCORM 1.2 package of one page, with another in a frame."""
    return zipped({"a/index.html": LESSON, "a/note.html": "<p>Une note", **more})


def h5p(library: bool = True) -> bytes:
    """An H5P package with one library of a few lines: a button that says that it is done, with a score."""
    script = """H5P = H5P || {};
H5P.Bouton = function (params, id) { H5P.EventDispatcher.call(this); const self = this;
  self.attach = function (box) { box.html('<button id="done">' + params.text + '</button>');
    box.find('#done').on('click', () => self.triggerXAPIScored(3, 4, 'completed', true, true)); }; };
H5P.Bouton.prototype = Object.create(H5P.EventDispatcher.prototype);
H5P.Bouton.prototype.constructor = H5P.Bouton;"""
    described: dict[str, Any] = {
        "title": "Bouton",
        "mainLibrary": "H5P.Bouton",
        "language": "fr",
        "embedTypes": ["div"],
    }
    described["preloadedDependencies"] = [{"machineName": "H5P.Bouton", "majorVersion": 1, "minorVersion": 0}]
    own = {
        "title": "Bouton",
        "machineName": "H5P.Bouton",
        "majorVersion": 1,
        "minorVersion": 0,
        "patchVersion": 0,
    }
    own |= {"runnable": 1, "preloadedJs": [{"path": "bouton.js"}]}
    parts: dict[str, str | bytes] = {
        "h5p.json": json.dumps(described),
        "content/content.json": '{"text": "Fini"}',
    }
    if library:
        parts |= {"H5P.Bouton-1.0/library.json": json.dumps(own), "H5P.Bouton-1.0/bouton.js": script}
    return zipped(parts)


def bring(taken: Taken, stage: Stage, kind: str, packed: bytes, **values: Any) -> tuple[Activity, File]:
    """A step with this package in the path that Léa takes; not unpacked yet."""
    upload = ContentFile(packed, name=f"paquet.{'h5p' if kind == 'h5p' else 'zip'}")
    file = store_attachment(stage.cast.karim, upload, now=NOW)
    PathFile.objects.create(path=taken.path, file=file)
    return step_of(taken, stage, kind, {"package": str(file.id), **values}), file
