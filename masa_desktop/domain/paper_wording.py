"""What minutes say, in one short hash: whether a copy that went out still says what they say now.

Its number, the state of the minutes and who agreed them are no part of it, nor is how it looks.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from masa_desktop.domain.minutes import MinutesState

if TYPE_CHECKING:
    from masa_desktop.domain.minutes import Minutes


def wording(minutes: Minutes) -> str:
    """The hash of what this paper says: equal for two that a reader would not tell apart."""
    said = replace(minutes, version="", state=MinutesState.DRAFT, approval="", grid=None)
    return hashlib.sha256(json.dumps(_plain(said)).encode()).hexdigest()


def _plain(value: object) -> object:
    """Texts and lists; what is blank leaves no trace, and ids say nothing to a reader."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        said = {part.name: getattr(value, part.name) for part in fields(value)}
        return {name: _plain(one) for name, one in said.items() if one and name != "id"}
    return str(value)
