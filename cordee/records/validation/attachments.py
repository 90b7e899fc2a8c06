"""What comes with a statement: headers of files, not the files."""

from typing import Any

from cordee.records.validation.values import (
    iri,
    is_list,
    is_object,
    language_map,
    media_type,
    refuse,
    sha2,
)

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
_NEEDED = ("usageType", "display", "contentType", "length", "sha2")
_KNOWN = {*_NEEDED, "description", "fileUrl"}


def attachments(value: Any, where: str) -> None:
    """The array of attachments of a statement."""
    for place, one in enumerate(is_list(value, where)):
        here = f"{where}[{place}]"
        is_object(one, here, _KNOWN, _NEEDED)
        iri(one["usageType"], f"{here}.usageType")
        language_map(one["display"], f"{here}.display")
        media_type(one["contentType"], f"{here}.contentType")
        sha2(one["sha2"], f"{here}.sha2")
        if type(one["length"]) is not int or one["length"] < 0:
            refuse(f"{here}.length", "must be a whole number of octets")
        if "description" in one:
            language_map(one["description"], f"{here}.description")
        if "fileUrl" in one:
            iri(one["fileUrl"], f"{here}.fileUrl")
        if one["usageType"] == SIGNATURE and one["contentType"] != "application/octet-stream":
            refuse(f"{here}.contentType", "a signature is application/octet-stream")
