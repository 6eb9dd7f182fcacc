"""Who did something, as a person: the name they go by, never the login of their computer.

The log knows logins and computers. Whoever uses one says what they are called; until then nothing
is said of who.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.services import settings
from masa_desktop.storage.database import actor_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def called(session: Session, user: str, laptop: str) -> str:
    """What the person is called who is signed in so on this computer; "" if they never said."""
    return settings.setting(session, _key(user, laptop))


def call_me(session: Session, name: str) -> None:
    """Whoever writes is called so from now on, in what they did before too; "" takes it back."""
    actor = actor_of(session)
    settings.set_setting(session, _key(actor.user, actor.laptop), " ".join(name.split()))


def _key(user: str, laptop: str) -> str:
    return f"called:{laptop}:{user}"
