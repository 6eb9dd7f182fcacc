"""What the open office calls itself in title and top bar, and how a practice one is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain.words import short_date
from masa_desktop.services import offices

if TYPE_CHECKING:
    from masa_desktop.services.workspace import Workspace
    from masa_desktop.ui.bridge import Bridge


def is_practice(workspace: Workspace) -> bool:
    return workspace.ask(offices.setting, "practice") == "yes"


def office_name(bridge: Bridge) -> str:
    """What the partnership calls itself; the folder's name until it has said."""
    name = bridge.workspace.ask(offices.setting, "name", bridge.workspace.folder.stem)
    return f"{name} (practice)" if is_practice(bridge.workspace) else name


def practice_words(bridge: Bridge) -> str:
    """What marks a practice office, and the day it stands at; "" for a real one."""
    if not is_practice(bridge.workspace):
        return ""
    return f"Practice: today is {short_date(bridge.today())}"
