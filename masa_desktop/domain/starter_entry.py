"""One mapping of a starter file, read strictly: every key known, every value of its kind.

Refuses in a sentence that names the place in the file; knows nothing of what the keys mean.
"""

from __future__ import annotations

import datetime
import difflib
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import MONTHS, listed, plain_date

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_ISO_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_BRITISH_DATE = re.compile(
    rf"\b(\d{{1,2}})\s*(?:st|nd|rd|th)?\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE
)
LISTED_AT_MOST = 15
_LABEL_KEYS = ("name", "title", "heading", "line", "key", "label", "agency")


class Entry:
    """A mapping at a named place of the file; each method takes one key and gives its value."""

    def __init__(self, data: object, where: str, known: Collection[str]) -> None:
        if not isinstance(data, dict):
            raise refusal(where, f"a list of keys and values is expected, not {_described(data)}")
        for key in data:
            if key not in known:
                raise unknown(where, "the key", str(key), known)
        self.where = where
        self._data: dict[str, object] = data

    def filled(self) -> list[str]:
        """The keys that hold something, in the file's order."""
        return [key for key, value in self._data.items() if value is not None]

    def value(self, key: str) -> object:
        """What stands at the key, or None when the key is missing or left empty."""
        return self._data.get(key)

    def text(self, key: str, default: str = "") -> str:
        """The words at the key; numbers and yes/no are refused, since YAML rewrites them."""
        return self._as_text(key, self.value(key), default)

    def required(self, key: str) -> str:
        """The words at a key that may not be missing or empty."""
        found = self.text(key)
        if not found.strip():
            raise refusal(
                self.where, f'the key "{key}" is missing', f'Add a line that begins "{key}:".'
            )
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words."""
        return tuple(self._as_text(key, item, "") for item in self.items(key))

    def when(self, key: str) -> str:
        """A date or the printed words for one ("By early June 2019"); "" when unknown.

        A real date comes back as "26 June 2019"; a day that the calendar does not have is refused.
        """
        found = self.value(key)
        if isinstance(found, datetime.date) and not isinstance(found, datetime.datetime):
            return plain_date(found)
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)  # a bare year
        words = self.text(key)
        _refuse_impossible_dates(self.where, key, words)
        return words

    def choice(self, key: str, allowed: Sequence[str], default: str = "") -> str:
        """One of the codes allowed here; without a default the key is required."""
        found = self.text(key, default) or self.required(key)
        if found not in allowed:
            raise unknown(self.where, f'for "{key}", the word', found, allowed)
        return found

    def flag(self, key: str) -> bool:
        """Yes or no; a missing key means no."""
        return self.flag_or_unknown(key) or False

    def flag_or_unknown(self, key: str) -> bool | None:
        """Yes, no, or None when the document does not say."""
        found = self.value(key)
        if found is None or isinstance(found, bool):
            return found
        raise refusal(self.where, f'"{key}" is {_described(found)} where true or false is expected')

    def whole_number(self, key: str) -> int:
        """A whole number that may not be missing."""
        found = self.value(key)
        if isinstance(found, int) and not isinstance(found, bool):
            return found
        raise refusal(
            self.where, f'"{key}" is {_described(found)} where a whole number is expected'
        )

    def decimal(self, key: str) -> Decimal | None:
        """A number such as 15, 7.5 or "232,079"; None when the key is missing or empty."""
        found = self.value(key)
        if found is None:
            return None
        try:
            number = Decimal("" if isinstance(found, bool) else str(found).replace(",", ""))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise refusal(self.where, f'"{key}" is {_described(found)} where a number is expected')
        return number

    def items(self, key: str) -> list[object]:
        """The list at the key, empty when the key is missing or left empty."""
        found = self.value(key)
        if found is None:
            return []
        if isinstance(found, list):
            return found
        raise refusal(self.where, f'"{key}" is {_described(found)} where a list is expected')

    def entries(self, key: str, known: Collection[str]) -> list[Entry]:
        """The list of mappings at the key, each at a place named after its own title."""
        return [
            Entry(item, f"{self.where}, {_label(key, item, position)}", known)
            for position, item in enumerate(self.items(key), start=1)
        ]

    def child(self, key: str, known: Collection[str]) -> Entry | None:
        """The mapping at the key, or None when the key is missing or left empty."""
        found = self.value(key)
        return None if found is None else Entry(found, f"{self.where}, {key}", known)

    def reference(self, key: str, allowed: Collection[str], what: str) -> str:
        """The key of an agency or a group named elsewhere in the file; "" when none is given."""
        found = self.text(key)
        if found:
            refuse_stranger(self.where, found, allowed, what)
        return found

    def _as_text(self, key: str, found: object, default: str) -> str:
        if found is None:
            return default
        if isinstance(found, str):
            return found.strip()
        raise refusal(
            self.where,
            f'"{key}" is {_described(found)} where words are expected',
            "Put the words in quotation marks.",
        )


def refusal(where: str, what: str, do: str = "") -> UserError:
    """The refusal that names the place and says what stands there."""
    return UserError(f"In {where}, {what}.", do=do)


def unknown(where: str, what: str, found: str, allowed: Collection[str]) -> UserError:
    """The refusal of a word the file cannot hold, with the nearest one it can."""
    near = difflib.get_close_matches(found.replace(" ", "_"), sorted(allowed), n=1)
    few = len(allowed) <= LISTED_AT_MOST
    do = f"Known here: {listed(sorted(allowed))}." if allowed and few else ""
    if near:
        do = f'Did you mean "{near[0]}"?'
    return refusal(where, f'{what} "{found}" is not known', do)


def refuse_stranger(where: str, found: str, allowed: Collection[str], what: str) -> None:
    """Refuse a key that no agency or group of this file has; `what` is "agency" or "group"."""
    if found not in allowed:
        raise unknown(where, f"the {what}", found, allowed)


def refuse_duplicates(where: str, keys: Sequence[str]) -> None:
    """Refuse two entries with the same key."""
    for key in keys:
        if keys.count(key) > 1:
            raise refusal(where, f'the key "{key}" is used more than once')


def plain(found: object) -> object:
    """The same value with dates as ISO text, so that it can be kept as data."""
    if isinstance(found, datetime.date):
        return found.isoformat()
    if isinstance(found, dict):
        return {str(key): plain(value) for key, value in found.items()}
    return [plain(item) for item in found] if isinstance(found, list) else found


def _refuse_impossible_dates(where: str, key: str, words: str) -> None:
    """Refuse "31 June 2019" or "2019-02-30" anywhere in the words; vague words pass."""
    days = [(int(y), int(m), int(d)) for y, m, d in _ISO_DATE.findall(words)]
    months = [month.lower() for month in MONTHS]
    days += [
        (int(y), months.index(m.lower()) + 1, int(d)) for d, m, y in _BRITISH_DATE.findall(words)
    ]
    for year, month, day in days:
        try:
            datetime.date(year, month, day)
        except ValueError as mistake:
            raise refusal(
                where, f'"{key}" is "{words}", a date the calendar does not have'
            ) from mistake


def _label(key: str, item: object, position: int) -> str:
    """'groups, "MSCP Executive"', or the position where an entry has no title yet."""
    if isinstance(item, dict):
        for name in _LABEL_KEYS:
            if isinstance(item.get(name), str):
                return f'{key}, "{item[name]}"'
    return f"{key}, entry {position}"


def _described(found: object) -> str:
    if found is None:
        return "empty"
    if isinstance(found, bool):
        return "yes or no"
    if isinstance(found, datetime.date):
        return f"the date {found.isoformat()}"
    if isinstance(found, (list, dict)):
        return "a list"
    return f'"{found}"'
