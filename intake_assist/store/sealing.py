"""Encryption of what is kept, and the keyed hashes it is found by."""

from __future__ import annotations

import hashlib
import hmac
import os
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from intake_assist.store.errors import DamagedError
from intake_assist.store.keys import Keys
from intake_assist.values import id_number, names
from intake_assist.values.text import compact, squeeze

_FORMAT = b"\x01"
_NONCE = 12
_HASH = 16


class Sealer:
    """AES-256-GCM with a random nonce. `place` says what the data is and where it belongs: sealed data moved to
    another place does not open."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, data: bytes, place: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return _FORMAT + nonce + self._cipher.encrypt(nonce, data, place.encode("utf-8"))

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises DamagedError when a bit has changed or the data belongs elsewhere."""
        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        if sealed[:1] == _FORMAT:
            with suppress(InvalidTag, ValueError):
                return self._cipher.decrypt(nonce, body, place.encode("utf-8"))
        raise DamagedError("一条记录已损坏或被改动，不能使用。请用最近的备份恢复。")

    def seal_text(self, text: str | bytes, place: str) -> bytes:
        """Compressed first: readings are long and say the same words again and again."""
        return self.seal(zlib.compress(text.encode("utf-8") if isinstance(text, str) else text, 6), place)

    def open_text(self, sealed: bytes, place: str) -> bytes:
        return zlib.decompress(self.open(sealed, place))


def _of_id(text: str) -> str:
    number = compact(text)
    return id_number.to18(number) or number


NORMAL: Mapping[str, Callable[[str], str]] = {
    "uscc": compact,
    "org_name": names.org_key,
    "id_number": _of_id,
    "foreign_id": compact,
    "person": squeeze,
}
"""By value type: what two spellings of one thing have in common. Only these types can be searched for."""


class SearchWords:
    """Keyed hashes of normalised values: equal values are found, nothing can be read from them. A part of a
    value cannot be searched for."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, type_id: str, text: str) -> bytes | None:
        """None when the text has nothing to search for."""
        normal = NORMAL[type_id](text)
        return self.hashed(f"{type_id}\x1f{normal}") if normal else None

    def hashed(self, text: str) -> bytes:
        return hmac.new(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()[:_HASH]


class Vault:
    """Everything derived from a store's key. Blobs have a key of their own, so that the recognition process
    can be given no more than that."""

    def __init__(self, keys: Keys) -> None:
        self.rows = Sealer(keys.derived("rows"))
        self.words = SearchWords(keys.derived("search"))
        self.blob_key = keys.derived("blobs")
        self.chain_key = keys.derived("audit")
        self.proof_key = keys.derived("proofs")
