"""What the open office calls itself in title and top bar, and how a practice one is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain.words import short_date
from masa_desktop.services import offices

if TYPE_CHECKING:
    from masa_desktop.ui.bridge import Bridge


def office_name(bridge: Bridge) -> str:
    """What the partnership calls itself; the folder's name until it has said."""
    name = bridge.workspace.ask(offices.setting, "name", bridge.workspace.folder.stem)
    return f"{name} (practice)" if bridge.workspace.ask(offices.is_practice) else name


def practice_words(bridge: Bridge) -> str:
    """What marks a practice office, and the day it stands at; "" for a real one."""
    if not bridge.workspace.ask(offices.is_practice):
        return ""
    return f"Practice: today is {short_date(bridge.today())}"
