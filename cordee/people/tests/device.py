"""A device that keeps passkeys, made of software: what a browser sends, without a browser."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

SEEN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV  # somebody was there, and it was they


@dataclass
class Device:
    """One passkey, made for whatever it is first asked for."""

    origin: str = "https://testserver"
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    owner: str = ""

    def make(self, options: dict[str, Any], **changed: Any) -> dict[str, Any]:
        """Answer to the wish for a new passkey."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(Aaguid.NONE, self.name, public)
        flags = changed.get("flags", SEEN) | AuthenticatorData.FLAG.AT
        seen = AuthenticatorData.create(sha256(asked["rp"]["id"].encode()), flags, 0, data)
        return self._answer(
            clientDataJSON=self._client("webauthn.create", asked, changed),
            attestationObject=AttestationObject.create("none", seen, {}),
        )

    def show(self, options: dict[str, Any], **changed: Any) -> dict[str, Any]:
        """Answer to the wish for a passkey. ``changed``: origin, rp, challenge, flags, owner, key."""
        asked = options["publicKey"]
        site = changed.get("rp", asked["rpId"])
        seen = AuthenticatorData.create(sha256(site.encode()), changed.get("flags", SEEN), 0)
        client = self._client("webauthn.get", asked, changed)
        key = changed.get("key", self.key)
        answer = self._answer(
            clientDataJSON=client,
            authenticatorData=seen,
            signature=key.sign(seen + sha256(client), ec.ECDSA(hashes.SHA256())),
        )
        answer["response"]["userHandle"] = changed.get("owner", self.owner)
        return answer

    def _client(self, kind: str, asked: dict[str, Any], changed: dict[str, Any]) -> bytes:
        told = {
            "type": kind,
            "challenge": changed.get("challenge", asked["challenge"]),
            "origin": changed.get("origin", self.origin),
        }
        return json.dumps(told).encode()

    def _answer(self, **parts: bytes) -> dict[str, Any]:
        name = websafe_encode(self.name)
        response: dict[str, Any] = {part: websafe_encode(value) for part, value in parts.items()}
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }
