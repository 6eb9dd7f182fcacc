"""What this laptop remembers: its own id, the last office, how the window looked.

Never anything of the records. Unknown keys are ignored, wrong values fall back to the default.
"""

from __future__ import annotations

import json
import logging
import platform
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from masa_desktop.paths import settings_folder, write_whole

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """`laptop_id` lies here and never in an office, so a copied office is not a copied laptop."""

    laptop_id: str = field(default_factory=lambda: uuid4().hex[:16])
    laptop: str = field(default_factory=platform.node)
    last_office: str = ""
    last_page: str = ""
    colour_scheme: str = "system"
    text_size: int = 15
    window: str = ""
    lock_after_minutes: int = 15
    is_spelling_checked: bool = True

    @classmethod
    def load(cls) -> Self:
        """This laptop's settings; made and written at the first start or on another machine."""
        try:
            found = json.loads(_file().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = {}
        settings = replace(cls(), **_understood(found if isinstance(found, dict) else {}))
        if not isinstance(found, dict) or found.get("laptop") != platform.node():
            # A settings folder copied to another machine must not make two laptops one.
            settings = replace(settings, laptop_id=uuid4().hex[:16], laptop=platform.node())
            settings.save()
        return settings

    def save(self) -> None:
        try:
            _file().parent.mkdir(parents=True, exist_ok=True)
            write_whole(_file(), json.dumps(asdict(self), indent=1).encode())
        except OSError:
            log.warning("Settings could not be written", exc_info=True)

    def with_(self, **changes: Any) -> Self:
        """The same settings with these changed, written."""
        changed = replace(self, **changes)
        changed.save()
        return changed


def _file() -> Path:
    return settings_folder() / "settings.json"


def _understood(found: dict[str, object]) -> dict[str, Any]:
    kinds = {f.name: str if "str" in str(f.type) else int for f in fields(Settings)}
    return {k: v for k, v in found.items() if k in kinds and isinstance(v, kinds[k])}


def issued(office_id: str, series: str) -> int:
    """The highest number this laptop ever gave in a series of an office; 0 if none.

    Kept here and not only in the office, so that a restored backup or a second copy of the
    office never gives a number again that is already printed.
    """
    found = _ledger().get(office_id)
    number = found.get(series) if isinstance(found, dict) else None
    return number if isinstance(number, int) else 0


def note_issued(office_id: str, series: str, number: int) -> None:
    """Remember a number before it is given. Raises OSError if it cannot be remembered."""
    ledger = _ledger()
    known = ledger.get(office_id)
    ledger[office_id] = {**(known if isinstance(known, dict) else {}), series: number}
    _ledger_file().parent.mkdir(parents=True, exist_ok=True)
    write_whole(_ledger_file(), json.dumps(ledger).encode())


def _ledger_file() -> Path:
    return settings_folder() / "issued.json"


def _ledger() -> dict[str, object]:
    try:
        found = json.loads(_ledger_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
