"""Starter arrangements: which there are, reading one, and loading it into an office."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from sqlalchemy import select

from masa_desktop.domain import starter_reader
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import count
from masa_desktop.paths import resource
from masa_desktop.services.starter_loading import Loading
from masa_desktop.storage.entities import Partnership

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from masa_desktop.domain.starter import Starter

_LARGEST_FILE = 2_000_000


@dataclass(frozen=True, slots=True)
class StarterChoice:
    """A shipped starter: `summary` says what it creates, in one sentence.

    `partnership` is the partnership's own name; "" for a generic arrangement.
    """

    name: str
    title: str
    summary: str
    partnership: str


def available() -> list[StarterChoice]:
    """The shipped starters, the generic one first."""
    found = [read(file.stem) for file in sorted(resource("starters").glob("*.yaml"))]
    found.sort(key=lambda starter: (not starter.is_generic, starter.title.casefold()))
    return [
        StarterChoice(
            one.name, one.title, _summary(one), "" if one.is_generic else one.partnership.name
        )
        for one in found
    ]


def read(name_or_path: str) -> Starter:
    """A shipped starter by name, or somebody's own file by path. Raises UserError."""
    file = Path(name_or_path)
    if file.suffix.lower() not in (".yaml", ".yml"):
        file = resource(f"starters/{name_or_path}.yaml")
        if not file.is_file():
            known = ", ".join(sorted(f.stem for f in resource("starters").glob("*.yaml")))
            raise UserError(
                f"There is no starter arrangement called “{name_or_path}”.",
                do=f"The shipped ones are: {known}. Or give the path of a .yaml file.",
            )
    return starter_reader.read(_parsed(file), file.stem)


def load(session: Session, name_or_path: str, *, called: str = "") -> None:
    """Everything a starter says becomes records, each with its source line; nothing is added.

    `called` is the partnership's own name where it differs from the published one, which then
    stays as another name.

    Raises UserError, changing nothing, if the file cannot be read or the office already has a
    partnership of that name.
    """
    starter = read(name_or_path)
    known = select(Partnership).where(
        Partnership.name == starter.partnership.name, ~Partnership.is_deleted
    )
    if session.scalars(known).first() is not None:
        raise UserError(
            f"This office already has “{starter.partnership.name}”.",
            do="Load the starter into an empty office.",
        )
    Loading(session, starter, called.strip() or starter.partnership.name).run()


def _parsed(file: Path) -> object:
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise UserError(
                f"“{file.name}” is too large to be a starter arrangement.",
                do="Choose the .yaml file that describes your partnership.",
            )
        text = file.read_text(encoding="utf-8-sig")
        data: object = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a SafeLoader
    except OSError:
        raise UserError(
            f"The file “{file}” cannot be read.", do="Check the name and the folder."
        ) from None
    except UnicodeDecodeError:
        raise UserError(
            f"“{file.name}” is not a text file in UTF-8.", do="Save it as UTF-8 and try again."
        ) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise UserError(
            f"“{file.name}” cannot be understood near line {line}: {error.problem}.",
            do="Compare that line with the example in resources/starters/README.md.",
        ) from None
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise UserError(
            f"“{file.name}” has a date or a value that cannot be: {error}.",
            do="Put the words in quotation marks if they are not a date of the calendar.",
        ) from None
    return data


class _StrictLoader(yaml.SafeLoader):
    """Refuses a key that stands twice, which YAML would otherwise drop unseen."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:  # type: ignore[type-arg]  # noqa: FBT001, FBT002  # PyYAML's signature
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, str) and key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"“{key}” stands twice", key_node.start_mark
                )
            if isinstance(key, str):
                seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _summary(starter: Starter) -> str:
    groups = [group for group in starter.groups if not group.is_external]
    seats = sum(len(group.seats) for group in starter.groups)
    parts = [count(len(groups), "group"), count(seats, "seat")]
    agreed = "No chair order, quorum or person is invented."
    return f"Creates {' and '.join(parts)}. {agreed} You can change all of it."
