"""Files that lie, break or hide something."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cordee.core.errors import Invalid
from cordee.media.actions import MEGABYTE, store_attachment, store_image
from cordee.media.models import File
from cordee.testing.cast import NOW, Stage


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def upload(content: bytes, name: str = "photo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_an_image_is_encoded_anew(stage: Stage, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    options = {"exif": exif.tobytes()} if kind in ("JPEG", "WEBP") else {}
    file = store_image(stage.cast.lea, upload(picture(kind, **options)), now=NOW)
    from django.core.files.storage import default_storage

    with default_storage.open(file.stored_as) as kept:
        content = kept.read()
    assert b"secret place" not in content
    assert Image.open(io.BytesIO(content)).format == "WEBP"
    assert (file.width, file.height, file.media_type) == (60, 40, "image/webp")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        picture()[:60],
        b"GIF89a" + b"\x00" * 40,
        b"\x89PNG\r\n\x1a\n" + b"<html>" * 20,
        b"%PDF-1.7 not an image",
    ],
)
def test_what_is_no_image_is_refused_with_words(stage: Stage, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        store_image(stage.cast.lea, upload(content), now=NOW)
    assert refused.value.fields["image"]
    assert not File.objects.exists()


@pytest.mark.django_db
def test_too_many_pixels_or_bytes_are_refused(stage: Stage) -> None:
    bomb = picture(size=(9_000, 9_000))
    assert len(bomb) < 15 * MEGABYTE
    with pytest.raises(Invalid):
        store_image(stage.cast.lea, upload(bomb), now=NOW)
    with pytest.raises(Invalid):
        store_image(stage.cast.lea, upload(b"\0" * (15 * MEGABYTE + 1)), now=NOW)


@pytest.mark.django_db
def test_what_hides_behind_an_image_is_gone(stage: Stage) -> None:
    file = store_image(stage.cast.lea, upload(picture("GIF") + b"<script>alert(1)</script>"), now=NOW)
    from django.core.files.storage import default_storage

    with default_storage.open(file.stored_as) as kept:
        assert b"script" not in kept.read()


@pytest.mark.django_db
def test_a_photo_is_cut_square(stage: Stage) -> None:
    file = store_image(stage.cast.lea, upload(picture(size=(900, 300))), now=NOW, square=True)
    assert (file.width, file.height) == (256, 256)


@pytest.mark.django_db
def test_a_file_of_a_hidden_space_does_not_exist_for_others(
    stage: Stage, sign_in: Callable[..., Client]
) -> None:
    file = store_image(stage.cast.lea, upload(picture()), now=NOW, space_id=stage.hidden.id)
    assert sign_in(stage.cast.ines).get(file.url).status_code == 200
    assert sign_in(stage.cast.marc).get(file.url).status_code == 404
    assert sign_in(None).get(file.url).status_code == 302


@pytest.mark.django_db
def test_an_attachment_is_only_ever_a_download(stage: Stage, sign_in: Callable[..., Client]) -> None:
    page = SimpleUploadedFile("../../été.html", b"<script>alert(1)</script>", content_type="text/html")
    file = store_attachment(stage.cast.lea, page, now=NOW, space_id=stage.open.id)
    assert file.name == "été.html"
    answer = sign_in(stage.cast.marc).get(file.url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_editor_is_told_why_an_image_was_refused(stage: Stage, sign_in: Callable[..., Client]) -> None:
    lea = sign_in(stage.cast.lea)
    address = "/api/v1/spaces/entretiens/images"
    answer = lea.post(address, {"image": upload(b"nothing like an image")})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert "image" in answer.json()["detail"]
    good = lea.post(address, {"image": upload(picture()), "alternative": "Une salle"})
    assert good.status_code == 201
    assert good.json()["alternative"] == "Une salle"
    assert sign_in(stage.cast.marc).post(address, {"image": upload(picture())}).status_code == 403
