"""House phrases: short codes for sentences minutes are made of, with a place for the caret ("|").
Promises that an edited list reads back as it was written, that a slip in it names its line, and
that a gap nobody filled can be told from finished words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.initials import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

STOP = "|"
"""Where the caret stands once the phrase is in: the gap that is different every time."""

GAP = "…"
"""Stands in a sentence whose gap nobody has filled yet; what is typed takes its place."""

_OPEN = re.compile(rf"(?<!\S){GAP}(?=[\s.,;:?]|\Z)|(?<=\S)[^\S\n]+[.,;](?=\s|\Z)")
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,15}")
_ENDS = ".,;:?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A code such as "noted" and its sentence. Blanks are made single, the code small.

    Raises UserError for a code that is not one word of letters and figures, for a sentence that
    is blank and for more than one "|".
    """

    code: str
    text: str

    def __post_init__(self) -> None:
        code, text = self.code.strip().lower(), " ".join(self.text.split())
        if not _CODE.fullmatch(code):
            raise UserError(
                f"“{self.code.strip()}” cannot be the code of a house phrase.",
                do="Use one short word of plain letters and figures, such as “noted”.",
            )
        if not text.replace(STOP, "").strip():
            raise UserError(f"The house phrase “{code}” has no words.", do="Write its sentence.")
        if text.count(STOP) > 1:
            raise UserError(
                f"The house phrase “{code}” has more than one “|”.",
                do="Leave one, where typing goes on.",
            )
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "text", text)

    @property
    def plain(self) -> str:
        """The sentence with its gap left open: "Members NOTED …." """
        return self.text.replace(STOP, GAP)

    def filled(self, words: str = "") -> tuple[str, int]:
        """The sentence with `words` in its gap, and the place of the caret in it.

        Without a gap the words follow the sentence. Without words the gap stays open, and the
        caret stands before its mark; see `gap_at`.
        """
        if STOP not in self.text:
            whole = f"{self.text} {words}".rstrip()
            return whole, len(whole)
        before, _, after = self.text.partition(STOP)
        # A full stop typed in the gap is not followed by the sentence's own.
        if words and after and after[0] in _ENDS:
            words = words.rstrip(_ENDS + " ")
        return before + (words or GAP) + after, len(before) + len(words)


DEFAULT_PHRASES: tuple[Phrase, ...] = (
    Phrase("noted", "Members NOTED |."),
    Phrase("report", "Members NOTED the report."),
    Phrase("agreed", "Members AGREED to |."),
    Phrase("approved", "Members APPROVED |."),
    Phrase("endorsed", "Members ENDORSED |."),
    Phrase("recommended", "Members RECOMMENDED |."),
    Phrase("accepted", "The recommendations were ACCEPTED in full."),
    Phrase("deferred", "The item was DEFERRED to the next meeting because |."),
    Phrase("notagreed", "Members did not reach agreement on |. The views of each agency were:"),
    Phrase("minutes", "The minutes of the last meeting were AGREED as a correct record."),
    Phrase(
        "corrected",
        "The minutes of the last meeting were AGREED as a correct record, subject to |.",
    ),
    Phrase("matters", "There were no matters arising other than those on the agenda."),
    Phrase("apologies", "Apologies were received from |."),
    Phrase("deputy", "| attended as deputy, with authority to decide for the agency."),
    Phrase("welcome", "The chair welcomed members, and introductions were made."),
    Phrase("declared", "No interests were declared."),
    Phrase("interest", "| declared an interest in this item and took no part in the decision."),
    Phrase("quorum", "The chair confirmed that the meeting was quorate."),
    Phrase("notquorate", "The meeting was not quorate. Decisions are to be ratified by |."),
    Phrase("taken", "The paper was taken as read."),
    Phrase("presented", "| presented the paper and drew attention to"),
    Phrase("verbal", "A verbal update was given: |."),
    Phrase("discussed", "In discussion, members raised |."),
    Phrase("challenge", "| challenged whether"),
    Phrase("assured", "Members were assured by | and asked for no further report."),
    Phrase("notassured", "Members were not yet assured about | and asked for further evidence."),
    Phrase("impact", "The difference made for children was |."),
    Phrase("voice", "The voice of children and families was heard through |."),
    Phrase("risk", "Members asked for | to be added to the risk register."),
    Phrase("escalate", "Members AGREED to escalate | to the safeguarding partners."),
    Phrase("item", "Members asked for | to come back to a future meeting."),
    Phrase("restricted", "This part of the meeting was restricted. It is minuted separately."),
    Phrase("aob", "There was no other business."),
    Phrase("close", "The chair thanked members and closed the meeting at |."),
)
"""What a new office begins with; its own list takes the place of this one."""


def open_gap(text: str) -> bool:
    """Whether a house phrase stands here with its gap unfilled: "Members NOTED …." (F9).

    True as well for a stop with a blank before it, "Members NOTED .", as the mark rubbed out
    leaves it. An ellipsis that ends a word, "and so on…", is no gap.
    """
    return _OPEN.search(text) is not None


def gap_at(text: str, caret: int) -> int:
    """Where the mark of an open gap that stands at the caret ends; the caret itself if none does.

    What is typed next takes the place of text[caret:end].
    """
    return caret + len(GAP) if text.startswith(GAP, caret) else caret


def coded(phrases: Iterable[Phrase], code: str) -> Phrase | None:
    """The phrase with exactly this code, whatever its capitals; None if there is none."""
    wanted = code.strip().casefold()
    return next((phrase for phrase in phrases if phrase.code == wanted), None)


def matching(phrases: Iterable[Phrase], said: str) -> tuple[Phrase, ...]:
    """Phrases that fit what has been typed: same code, code that begins so, then by words.

    By words means every word typed begins some word of the sentence, in any order; accents and
    capitals make no difference. Nothing typed fits them all. The list's own order is kept.
    """
    words = folded(said).split()
    ranked = [(_rank(phrase, words), phrase) for phrase in phrases]
    return tuple(
        phrase
        for _, phrase in sorted(
            ((rank, phrase) for rank, phrase in ranked if rank is not None), key=lambda one: one[0]
        )
    )


def _rank(phrase: Phrase, words: list[str]) -> int | None:
    if not words:
        return 0
    if len(words) == 1 and phrase.code.startswith(words[0]):
        return 0 if phrase.code == words[0] else 1
    of_text = re.findall(r"\w+", folded(phrase.text))
    if all(any(one.startswith(word) for one in (*of_text, phrase.code)) for word in words):
        return 2
    return None


def parse(text: str) -> tuple[Phrase, ...]:
    """Read an edited list, one "code: sentence" a line; empty lines are passed over.

    "code = sentence" reads as well. Raises UserError that names the line: neither sign, a code
    twice, or a phrase that cannot be.
    """
    found: dict[str, Phrase] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        phrase = _phrase(number, line)
        if phrase.code in found:
            raise _slip(number, f"The code “{phrase.code}” is there already.", "Choose another.")
        found[phrase.code] = phrase
    return tuple(found.values())


def formatted(phrases: Iterable[Phrase]) -> str:
    """The list as it is edited: one "code: sentence" a line, in its order."""
    return "".join(f"{phrase.code}: {phrase.text}\n" for phrase in phrases)


def _phrase(number: int, line: str) -> Phrase:
    parted = re.fullmatch(r"([^:=]*)[:=](.*)", line, re.DOTALL)
    if parted is None:
        raise _slip(number, "It has no colon.", "Write it as “noted: Members NOTED |.”")
    try:
        return Phrase(*parted.groups())
    except UserError as why:
        raise _slip(number, why.happened, why.do) from None


def _slip(number: int, why: str, do: str) -> UserError:
    return UserError(f"Line {number} of the house phrases could not be read. {why}", do=do)
