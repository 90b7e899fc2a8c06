"""Files, handed out to who may read the space they were brought to."""

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.media.models import File
from cordee.media.queries import file_stored_as
from cordee.media.serving import played_as, sent
from cordee.paths.queries.files import path_lets_read, shown_to_staff
from cordee.spaces import access
from cordee.spaces.models import Space
from cordee.spaces.views.viewing import viewing


@viewing
def media(request: HttpRequest, who: access.Viewer, name: str) -> HttpResponseBase:
    """A file. Images are shown, everything else is a download; neither can run anything."""
    file = file_stored_as(name)
    if file.space_id:
        space = Space.objects.filter(id=file.space_id).first()
        withheld = file.withheld and file.owner_id != who.person.id
        hidden = withheld and not (
            (space is not None and access.moderates(who, space)) or shown_to_staff(who.person, file)
        )
        if space is None or not who.reads(space) or hidden:
            raise Missing(_("This file does not exist, or is not open to you."))
    elif path_lets_read(who.person, file) is False:
        raise Missing(_("This file does not exist, or is not open to you."))
    try:
        content = default_storage.open(file.stored_as)
    except FileNotFoundError:
        raise Missing(_("This file does not exist, or is not open to you.")) from None
    response = sent(request, content, media_type=played_as(file.name, file.media_type), tag=str(file.id))
    disposition = content_disposition_header(file.kind != File.Kind.IMAGE, file.name)
    if disposition:
        response["Content-Disposition"] = disposition
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
