"""Signed statements: the signature among the attachments must sign this very statement (1.0.3 Data, 2.6)."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import load_der_x509_certificate
from jwt.types import SigOptions

from cordee.records.actions.statements import File
from cordee.records.comparison import same, unsigned
from cordee.records.parsing import parsed
from cordee.records.refusals import Bad
from cordee.records.validation.attachments import SIGNATURE

# The fewest octets that a signature can have: a digest with what RFC 8017, 9.2 puts around it. Without a certificate
# nothing more can be known of one.
_SHORTEST = {"RS256": 62, "RS384": 78, "RS512": 94}
ALGORITHMS = list(_SHORTEST)


def check_signatures(statement: dict[str, Any], files: Mapping[str, File], *, second: bool) -> None:
    """``second``: of xAPI 2.0. Raises Bad where a signature is missing, malformed, of another algorithm or thing."""
    for one in statement.get("attachments", ()):
        if one["usageType"] == SIGNATURE:
            file = files.get(one["sha2"].lower())
            if file is None:
                raise Bad("A signed statement must bring its signature as a part of the request.")
            signed = _signed(file.content)
            if signed.get("id", statement.get("id")) != statement.get("id", signed.get("id")) or not same(
                signed, unsigned(statement), second=second
            ):
                raise Bad("The signature is of another statement.")


def _signed(token: bytes) -> dict[str, Any]:
    """The statement that a JWS in compact serialisation signs."""
    token = token.strip()
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise Bad("A signature must be RS256, RS384 or RS512.")
        key = _key(header["x5c"]) if "x5c" in header else None
        checks: SigOptions = {"verify_signature": key is not None}
        whole = jwt.api_jws.decode_complete(token, key or "", algorithms=ALGORITHMS, options=checks)
        if len(whole["signature"]) < _SHORTEST[header["alg"]]:
            raise ValueError("no signature of this algorithm is so short")
        found = parsed(whole["payload"])
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, IndexError, binascii.Error):
        raise Bad("The signature is no JSON web signature that is good by its own certificate.") from None
    if type(found) is not dict:
        raise Bad("The signature signs no statement.")
    return found


def _key(chain: Any) -> RSAPublicKey:
    """The key of the first certificate of a chain. It catches mistakes; it does not make anybody trusted."""
    key = load_der_x509_certificate(base64.b64decode(chain[0])).public_key()
    if not isinstance(key, RSAPublicKey):
        raise ValueError("no RSA key")
    return key
