"""Files with statements, and signatures."""

import base64
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256, sha384
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from cordee.records.multipart import parts_of
from cordee.records.tests.conftest import Lrs, a_statement, an_id

CONTENT = b"here is a simple attachment\r\n--with: anything\x00\xff"
BOUNDARY = "abcABC0123'()+_,-./:=?"


def header(content: bytes = CONTENT, **changes: Any) -> dict[str, Any]:
    whole = {
        "usageType": "http://example.org/use", "display": {"en": "f"}, "contentType": "text/plain; charset=ascii",
        "length": len(content), "sha2": sha256(content).hexdigest(), **changes,
    }  # fmt: skip
    return {key: value for key, value in whole.items() if value is not None}


def part(content: bytes = CONTENT, **changes: str | None) -> bytes:
    headers = {
        "Content-Type": "text/plain", "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": sha256(content).hexdigest(), **{key.replace("_", "-"): v for key, v in changes.items()},
    }  # fmt: skip
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join([*lines, "", ""]).encode() + content


def first(sent: Any, content_type: str = "application/json") -> bytes:
    return f"Content-Type: {content_type}\r\n\r\n".encode() + json.dumps(sent).encode()


def body(*parts: bytes, boundary: str = BOUNDARY, end: str = "--") -> bytes:
    mark = f"\r\n--{boundary}".encode()
    return b"".join(mark + b"\r\n" + one for one in parts) + mark + end.encode() + b"\r\n"


def send(lrs: Lrs, sent: bytes, content_type: str = f'multipart/mixed; boundary="{BOUNDARY}"'):
    return lrs.call("POST", "statements", {}, sent, Content_Type=content_type)


def test_a_file_comes_and_goes_with_its_statement(either: Lrs) -> None:
    sent = a_statement(attachments=[header()])
    response = send(either, body(first(sent), part()))
    assert response.status_code == 200, response.content
    (identifier,) = response.json()
    for parameters in ({"statementId": identifier}, {}):
        got = either.get("statements", attachments="true", **parameters)
        content_type = got["Content-Type"]
        assert content_type.startswith("multipart/mixed; boundary=")
        told, file = parts_of(got.content, content_type.partition("boundary=")[2].strip('"'))
        statement = json.loads(told.content)
        assert (statement["statements"][0] if not parameters else statement)["id"] == identifier
        assert told.headers["content-type"] == "application/json" and file.content == CONTENT
        assert file.headers["x-experience-api-hash"] == sha256(CONTENT).hexdigest()
        assert file.headers["content-transfer-encoding"] == "binary"
        plain = either.get("statements", attachments="false", **parameters)
        assert plain["Content-Type"] == "application/json" and CONTENT not in plain.content


def test_each_statement_calls_its_file_by_its_own_type(either: Lrs) -> None:
    """1.0.3 Communication, 1.5.2.s2.b2.b7: what a part says is what the statement beside it says, in results too."""
    kept = []
    for media_type in ("text/plain", "text/html"):
        sent = body(
            first(a_statement(attachments=[header(contentType=media_type)])), part(Content_Type=media_type)
        )
        (identifier,) = send(either, sent).json()
        kept.append(identifier)
        got = either.get("statements", attachments="true", statementId=identifier)
        again = either.get("statements", attachments="true", statementId=identifier)
        _told, file = parts_of(got.content, got["Content-Type"].partition("boundary=")[2])
        assert file.headers["content-type"] == media_type and again["ETag"] == got["ETag"]
    both = a_statement(attachments=[header(contentType="text/plain"), header(contentType="image/png")])
    assert send(either, body(first(both), part(Content_Type="text/plain"))).status_code == 200
    assert send(either, body(first(both), part(Content_Type="image/gif"))).status_code == 400


def test_whoever_put_it(either: Lrs) -> None:
    identifier = an_id()
    sent = body(first([a_statement()]), boundary="b")
    assert send(either, sent, "multipart/mixed; boundary=b").status_code == 200
    put = either.call(
        "PUT", "statements", {"statementId": identifier}, body(first(a_statement(attachments=[header()])), part()),
        Content_Type=f'multipart/mixed; boundary="{BOUNDARY}"',
    )  # fmt: skip
    assert put.status_code == 204
    long = header(sha2=sha384(CONTENT).hexdigest())
    longer = part(X_Experience_API_Hash=sha384(CONTENT).hexdigest())
    assert send(either, body(first(a_statement(attachments=[long])), longer)).status_code == 200


def test_files_elsewhere_need_no_part(either: Lrs) -> None:
    sent = a_statement(attachments=[header(fileUrl="http://example.org/file")])
    assert either.post(sent).status_code == 200
    assert send(either, body(first(sent))).status_code == 200
    assert either.post(a_statement(attachments=[header()])).status_code == 400


GOOD = a_statement(attachments=[header()])


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(body(first(GOOD)), id="XAPI-00129 the file is missing"),
        pytest.param(body(first(a_statement()), part()), id="XAPI-00128 a part too many"),
        pytest.param(body(first(GOOD), part(), part(b"more")), id="XAPI-00128 another part too many"),
        pytest.param(body(part(), first(GOOD)), id="XAPI-00133 the statements are not first"),
        pytest.param(body(first(GOOD, "text/plain"), part()), id="XAPI-00134 the first part is no JSON"),
        pytest.param(body(first(GOOD), part(X_Experience_API_Hash=None)), id="XAPI-00132 no hash"),
        pytest.param(body(first(GOOD), part(X_Experience_API_Hash="0" * 64)), id="XAPI-00132 another hash"),
        pytest.param(body(first(GOOD), part(Content_Transfer_Encoding=None)), id="XAPI-00135 no encoding"),
        pytest.param(
            body(first(GOOD), part(Content_Transfer_Encoding="base64")), id="XAPI-00135 another encoding"
        ),
        pytest.param(
            body(first(GOOD), part(b"other", X_Experience_API_Hash=sha256(CONTENT).hexdigest())),
            id="the content is another",
        ),
        pytest.param(body(first(GOOD), part(Content_Type="image/png")), id="the type is another"),
        pytest.param(body(first(GOOD), part(Content_Length="1")), id="the length is another"),
        pytest.param(body(first(GOOD), part(), boundary="other"), id="XAPI-00130 another boundary"),
        pytest.param(body(first(GOOD), part(), end=""), id="it has no end"),
        pytest.param(b"", id="nothing"),
        pytest.param(json.dumps(GOOD).encode(), id="no parts"),
        pytest.param(body(b"Content-Type: application/json"), id="headers without an end"),
        pytest.param(body(first("x")), id="no statement"),
    ],
)
def test_bodies_that_are_refused(either: Lrs, sent: bytes) -> None:
    assert send(either, sent).status_code == 400


@pytest.mark.parametrize(
    "content_type", ["multipart/mixed", "multipart/mixed; boundary=", "multipart/form-data; boundary=b"]
)
def test_xapi_00131_the_boundary_is_named(either: Lrs, content_type: str) -> None:
    assert send(either, body(first(GOOD), part()), content_type).status_code == 400


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate(key: rsa.RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "signer")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    )  # fmt: skip
    return base64.b64encode(made.public_bytes(Encoding.DER)).decode()


def signed(statement: dict[str, Any], token: bytes, **changes: Any) -> bytes:
    told = header(
        token,
        usageType="http://adlnet.gov/expapi/attachments/signature",
        contentType="application/octet-stream",
        **changes,
    )
    return body(
        first({**statement, "attachments": [told]}), part(token, Content_Type="application/octet-stream")
    )


def token(statement: Any, algorithm: str = "RS256", key: Any = KEY, **headers: Any) -> bytes:
    payload = statement if isinstance(statement, bytes) else json.dumps(statement).encode()
    return jwt.api_jws.encode(payload, key, algorithm=algorithm, headers=headers or None).encode()


SIGNED = a_statement(id=an_id(), timestamp="2026-11-27T10:00:00Z")


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_xapi_00115_to_00117_signed_statements(either: Lrs, algorithm: str) -> None:
    chain = [certificate(KEY)]
    assert send(either, signed(SIGNED, token(SIGNED, algorithm, x5c=chain))).status_code == 200
    bare = a_statement(id=an_id())
    assert send(either, signed(bare, token(bare, algorithm))).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(
            signed(SIGNED, token(SIGNED, "HS256", "a secret that is long enough for it")),
            id="another algorithm",
        ),
        pytest.param(signed(SIGNED, b"nonsense"), id="no signature"),
        pytest.param(signed(SIGNED, b"a.b.c"), id="no base64"),
        pytest.param(signed(SIGNED, token({**SIGNED, "result": {"success": True}})), id="another statement"),
        pytest.param(signed(SIGNED, token({**SIGNED, "id": an_id()})), id="another identifier"),
        pytest.param(signed(SIGNED, token(SIGNED).rpartition(b".")[0] + b"."), id="an empty signature"),
        pytest.param(signed(SIGNED, token(SIGNED)[:-60]), id="half a signature"),
        pytest.param(signed(SIGNED, token(b"nonsense")), id="no JSON"),
        pytest.param(signed(SIGNED, token(b"[]")), id="no object"),
        pytest.param(signed(SIGNED, token(SIGNED, x5c=[certificate(OTHER_KEY)])), id="another certificate"),
        pytest.param(signed(SIGNED, token(SIGNED, x5c=["nonsense"])), id="no certificate"),
        pytest.param(signed(SIGNED, token(SIGNED, x5c=[])), id="no chain"),
    ],
)
def test_signatures_that_are_refused(either: Lrs, sent: bytes) -> None:
    assert send(either, sent).status_code == 400


def test_a_signature_comes_along_and_is_named_so(either: Lrs) -> None:
    told = header(
        b"x",
        usageType="http://adlnet.gov/expapi/attachments/signature",
        contentType="application/octet-stream",
    )
    assert (
        either.post(a_statement(attachments=[{**told, "fileUrl": "http://example.org/s"}])).status_code == 400
    )
    assert (
        send(
            either, body(first(a_statement(attachments=[{**told, "contentType": "text/plain"}])), part(b"x"))
        ).status_code
        == 400
    )
