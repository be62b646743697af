"""What this workplace likes: kept in a small file of its own, nothing personal in it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

HOME = "INTAKE_ASSIST_HOME"
_RECENT = 5
_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}


def home_folder(home: Path | None = None) -> Path:
    """Where everything of the program is kept."""
    chosen = home or os.environ.get(HOME)
    return Path(chosen) if chosen else platformdirs.user_data_path("intake-assist", appauthor=False)


class Settings:
    """Typed access to the settings. `languages` "": as the system says."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._kept = QSettings(str(home / "desktop.ini"), QSettings.Format.IniFormat)

    def _text(self, name: str, default: str = "") -> str:
        return str(self._kept.value(name, default))

    # -- looks ------------------------------------------------------------------------------------------

    @property
    def theme(self) -> str:
        """system, light, dark or contrast."""
        return self._text("look/theme", "system")

    @theme.setter
    def theme(self, value: str) -> None:
        self._kept.setValue("look/theme", value)

    @property
    def scale(self) -> int:
        """In per cent, 100 to 200."""
        text = self._text("look/scale", "100")
        return min(200, max(100, int(text))) if text.isdecimal() else 100

    @scale.setter
    def scale(self, value: int) -> None:
        self._kept.setValue("look/scale", value)

    @property
    def language(self) -> str:
        return self._text("look/language", "zh_CN")

    @language.setter
    def language(self, value: str) -> None:
        self._kept.setValue("look/language", value)

    def layout(self, name: str) -> QByteArray:
        value = self._kept.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, value: QByteArray) -> None:
        self._kept.setValue(f"layout/{name}", value)

    # -- work -------------------------------------------------------------------------------------------

    @property
    def clerk(self) -> str:
        """Who works here, as it stands in the record of a case; the number of the counter by default."""
        return self._text("work/clerk")

    @clerk.setter
    def clerk(self, value: str) -> None:
        self._kept.setValue("work/clerk", value.strip())

    @property
    def recent_matters(self) -> list[str]:
        return [name for name in self._text("work/recent_matters").split(",") if name]

    def used_matter(self, matter: str) -> None:
        names = [matter, *(name for name in self.recent_matters if name != matter)]
        self._kept.setValue("work/recent_matters", ",".join(names[:_RECENT]))

    @property
    def scan_folder(self) -> str:
        return self._text("work/scan_folder")

    @scan_folder.setter
    def scan_folder(self, value: str) -> None:
        self._kept.setValue("work/scan_folder", value)

    @property
    def open_case(self) -> str:
        return self._text("work/open_case")

    @open_case.setter
    def open_case(self, value: str) -> None:
        self._kept.setValue("work/open_case", value)
        self._kept.sync()

    @property
    def recovery_key_kept(self) -> bool:
        """Whether somebody has said that the recovery key is printed and locked away."""
        return self._text("work/recovery_key_kept") == "yes"

    @recovery_key_kept.setter
    def recovery_key_kept(self, value: bool) -> None:
        self._kept.setValue("work/recovery_key_kept", "yes" if value else "")
        self._kept.sync()

    def office(self, name: str) -> str:
        """What stands on a notice about who gives it: authority, counter, phone, address, hours."""
        return self._text(f"office/{name}")

    def set_office(self, name: str, value: str) -> None:
        self._kept.setValue(f"office/{name}", value.strip())

    @property
    def handover_folder(self) -> str:
        """The outbox from which the hall's own system takes cases; empty: there is none."""
        return self._text("handover/folder")

    @handover_folder.setter
    def handover_folder(self, value: str) -> None:
        self._kept.setValue("handover/folder", value)

    @property
    def handover_command(self) -> str:
        """What is run for each case in the outbox; empty: the folder is watched by others."""
        return self._text("handover/command")

    @handover_command.setter
    def handover_command(self, value: str) -> None:
        self._kept.setValue("handover/command", value)

    def shortcut(self, action: str, default: str) -> str:
        return self._text(f"keys/{action}", default)

    def set_shortcut(self, action: str, keys: str | None) -> None:
        if keys is None:
            self._kept.remove(f"keys/{action}")
        else:
            self._kept.setValue(f"keys/{action}", keys)

    # -- lock -------------------------------------------------------------------------------------------

    @property
    def lock_minutes(self) -> int:
        """After how many idle minutes the window locks itself, 0: never."""
        text = self._text("lock/minutes", "10")
        return int(text) if text.isdecimal() else 10

    @lock_minutes.setter
    def lock_minutes(self, value: int) -> None:
        self._kept.setValue("lock/minutes", value)

    @property
    def has_pin(self) -> bool:
        return bool(self._text("lock/pin"))

    def set_pin(self, pin: str) -> None:
        """An empty one takes it away."""
        if not pin:
            self._kept.remove("lock/pin")
            return
        salt = secrets.token_bytes(16)
        self._kept.setValue("lock/pin", f"{salt.hex()}:{_scrypt(pin, salt).hex()}")

    def pin_is(self, pin: str) -> bool:
        salt, _, digest = self._text("lock/pin").partition(":")
        try:
            return hmac.compare_digest(_scrypt(pin, bytes.fromhex(salt)), bytes.fromhex(digest))
        except ValueError:
            return False

    @property
    def locked(self) -> bool:
        """Whether the window was locked when it was last seen, however the program ended then."""
        return self._text("lock/locked") == "yes"

    @locked.setter
    def locked(self, value: bool) -> None:
        self._kept.setValue("lock/locked", "yes" if value else "")
        self._kept.sync()

    def save(self) -> None:
        self._kept.sync()


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode("utf-8"), salt=salt, **_SCRYPT)
