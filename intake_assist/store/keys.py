"""The key of a store: where it lies, and the printed text that brings it back.

One secret of 32 bytes; what seals, what makes search words and what chains the audit trail are derived from
it, so that one recovery key restores everything.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import sys
import uuid
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from intake_assist.store.errors import AddressError, KeyMissingError, WrongKeyError, translated
from intake_assist.store.files import write_whole

SERVICE = "intake-assist"
DESCRIPTION = "store.json"
_FILE, _SERVER = "file", "server"
_SIZE = 32
_GROUP = 4
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_BASE32 = str.maketrans("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_MISREAD = str.maketrans("OIL", "011")
_DATA_CHARACTERS = 52
_CHECK_CHARACTERS = 4

IN_KEYRING = "操作系统的凭据库"
IN_FILE = "数据文件夹里扩展名为 .key 的文件（这台机器没有可用的凭据库；拿到整个文件夹的人能打开数据）"
_UNDESCRIBED = (
    f"数据文件夹里的 {DESCRIPTION} 不见了或已损坏，认不出该用哪把密钥。请从 backups 文件夹里拷回这个文件。"
)
IN_MEMORY = "由程序给出，没有存在这台机器上"
_ON_A_SERVER = (
    "这个数据文件夹的收件在数据库服务器上，这个程序却没有设置服务器的地址。"
    "请设置环境变量 INTAKE_ASSIST_DATABASE 以后再打开。"
)
_IN_A_FILE = (
    "这个数据文件夹的收件存在本机的数据库文件里，不能改接数据库服务器。"
    "要用服务器，请换一个新的数据文件夹；要用这里的收件，请去掉环境变量 INTAKE_ASSIST_DATABASE。"
)


@dataclass(frozen=True)
class Keys:
    """`master` is the secret; `location` says in Chinese where it is kept. Neither is shown by ``repr``."""

    master: bytes = field(repr=False)
    location: str = IN_MEMORY

    @classmethod
    def generate(cls) -> Keys:
        return cls(secrets.token_bytes(_SIZE))

    @classmethod
    def from_recovery(cls, text: str) -> Keys:
        """The key of a printed recovery text. Raises WrongKeyError when a character is wrong or missing."""
        plain = "".join(text.upper().split()).replace("-", "").translate(_MISREAD)
        body, check = plain[:_DATA_CHARACTERS], plain[_DATA_CHARACTERS:]
        if len(plain) != _DATA_CHARACTERS + _CHECK_CHARACTERS:
            raise WrongKeyError(
                f"恢复密钥应有 {_DATA_CHARACTERS + _CHECK_CHARACTERS} 个字符，这里是 {len(plain)} 个。"
            )
        if not hmac.compare_digest(_check(body).encode(), check.encode()):
            raise WrongKeyError("恢复密钥有字符不对，请对照打印的那一张逐组核对。")
        return cls(base64.b32decode(body.translate(_BASE32) + "===="))

    @property
    def recovery(self) -> str:
        """The key in 14 groups of four, the last one made of check characters; O, I, L and U do not occur."""
        body = base64.b32encode(self.master).decode("ascii").rstrip("=").translate(_CROCKFORD)
        plain = body + _check(body)
        return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))

    @cached_property
    def check(self) -> str:
        """Tells this key from others without telling what it is."""
        return self.derived("check").hex()[:32]

    def derived(self, purpose: str) -> bytes:
        """32 bytes for one purpose."""
        return HKDF(SHA256(), _SIZE, salt=None, info=f"intake-assist {purpose}".encode()).derive(self.master)


def _check(body: str) -> str:
    digest = hashlib.sha256(b"intake-assist recovery " + body.encode("utf-8")).digest()
    return base64.b32encode(digest).decode("ascii")[:_CHECK_CHARACTERS].translate(_CROCKFORD)


def keys_of(folder: Path, given: Keys | None, *, has_data: bool, server: bool = False) -> Keys:
    """The key of the store in `folder`: the one given, the one kept for it, or a new one for a new store.

    Raises KeyMissingError when the store has a key and this machine does not know it (also when there are
    data and nothing that tells whose), WrongKeyError when the one given or kept is another store's, AddressError
    when its cases are not where they are looked for: on a `server` or in a file.
    """
    with translated():
        described = _described(folder)
        if described is None:
            if has_data:
                raise KeyMissingError(_UNDESCRIBED)
            return _new(folder, given, server)
        if server != (described["place"] == _SERVER):
            raise AddressError(_IN_A_FILE if server else _ON_A_SERVER)
        keys = given or _kept(folder, described["id"])
    if keys is None:
        raise KeyMissingError(
            "这台机器上没有打开数据的密钥（可能换了用户、重装过系统，或者数据是从别处拷来的）。"
            "请用建库时打印的恢复密钥解锁：intake-assist store unlock。没有恢复密钥，数据无法解开。"
        )
    return _proven(keys, described)


def is_on_server(folder: Path) -> bool:
    """Whether the store in `folder` keeps its cases on a server."""
    with translated():
        described = _described(folder)
    return described is not None and described["place"] == _SERVER


def adopt(folder: Path, keys: Keys) -> Keys:
    """Keep `keys` on this machine for the store in `folder`, once it is sure that they are its own."""
    with translated():
        described = _described(folder)
        if described is None:
            raise KeyMissingError(_UNDESCRIBED)
        return _keep(folder, described["id"], _proven(keys, described))


def _proven(keys: Keys, described: dict[str, str]) -> Keys:
    if not hmac.compare_digest(keys.check, described["check"]):
        raise WrongKeyError("这把密钥不是这份数据的。请用与这份数据一起打印的恢复密钥。")
    return keys


def same_store(one: Path, other: Path) -> bool:
    """Whether two descriptions are of one store; one that cannot be read is of none."""
    try:
        return _described(one.parent) == _described(other.parent)
    except KeyMissingError:
        return False


def _described(folder: Path) -> dict[str, str] | None:
    path = folder / DESCRIPTION
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        place = str(found.get("place", _FILE))
        return {"id": str(uuid.UUID(found["id"])), "check": str(found["check"]), "place": place}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyMissingError(_UNDESCRIBED) from None


def _new(folder: Path, given: Keys | None, server: bool = False) -> Keys:
    """The description comes last: without it the store does not exist yet. Of two programs that make the same
    store at once, one is first and the other takes its key."""
    name = str(uuid.uuid4())
    keys = given or _keep(folder, name, Keys.generate())
    text = json.dumps({"id": name, "check": keys.check, "place": _SERVER if server else _FILE})
    try:
        write_whole(folder / DESCRIPTION, text.encode("utf-8"), new=True)
    except FileExistsError:
        _key_file(folder, name).unlink(missing_ok=True)
        return keys_of(folder, given, has_data=True, server=server)
    return keys


def _kept(folder: Path, name: str) -> Keys | None:
    path = _key_file(folder, name)
    if path.exists():
        return _read(path.read_text(encoding="ascii", errors="replace"), IN_FILE)
    text = _from_vault(name)
    return _read(text, IN_KEYRING) if text else None


def _read(text: str, location: str) -> Keys | None:
    try:
        master = bytes.fromhex(text.strip())
    except ValueError:
        return None
    return Keys(master, location) if len(master) == _SIZE else None


def _key_file(folder: Path, name: str) -> Path:
    return folder / f"{name}.key"


def _keep(folder: Path, name: str, keys: Keys) -> Keys:
    if _into_vault(name, keys.master.hex()):
        return Keys(keys.master, IN_KEYRING)
    write_whole(_key_file(folder, name), keys.master.hex().encode("ascii"), private=True)
    return Keys(keys.master, IN_FILE)


def _into_vault(name: str, text: str) -> bool:
    """Whether the vault has it now; some take a password and forget it."""
    try:
        backend = _keyring()
        if backend is None:
            return False
        backend.set_password(SERVICE, name, text)
        return bool(backend.get_password(SERVICE, name) == text)
    except Exception:  # each system's vault has errors of its own, and the file is there for all of them
        return False


def _from_vault(name: str) -> str | None:
    try:
        backend = _keyring()
        text = backend.get_password(SERVICE, name) if backend else None
    except Exception as error:
        raise KeyMissingError(
            f"操作系统的凭据库打不开（{type(error).__name__}），拿不到数据的密钥。"
            "请重新登录 Windows 后再试；仍然不行，用恢复密钥解锁：intake-assist store unlock。"
        ) from error
    return str(text) if text else None


def _keyring() -> Any:
    """The operating system's vault, None where there is none that works.

    On Windows the backend is named, because a frozen program has no metadata to find it by.
    """
    import keyring
    from keyring.backends import fail

    if sys.platform == "win32" and "PYTHON_KEYRING_BACKEND" not in os.environ:
        from keyring.backends.Windows import WinVaultKeyring

        return WinVaultKeyring()
    backend = keyring.get_keyring()
    return None if isinstance(backend, fail.Keyring) or backend.priority < 1 else backend
