"""What the words of a decision say the group did: "The group recommended a shorter form".

Promises never to invent: without a clear verb, or with two of them, nothing is said. What is not
certain of a condition or of who dissented stays in the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from masa_desktop.domain.decisions import (
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    particulars_words,
    printed_lead,
    verb_label,
)

if TYPE_CHECKING:
    from collections.abc import Collection

_FLAGS = re.IGNORECASE | re.ASCII
_VERB = "|".join(verb.value for verb in DecisionVerb)
_BODY = (
    r"(?:the\s+)?(?:(?:statutory|safeguarding|lead|executive|full)\s+){0,2}"
    r"(?:group|sub-?group|members|executive|partners|partnership|board|committee|panel|meeting)"
)
_ADVERBS = r"(?:(?:all|also|then|therefore|unanimously|formally|jointly)\s+)?"
_BY_SOMEBODY = re.compile(
    rf"(?:{_BODY}|it\s+was|we)\s+{_ADVERBS}({_VERB})\b(?!\s+(?:neither|nothing|none|no)\b)",
    _FLAGS,
)
# At the start alone the verb must lead on: "Approved minutes to be published" approves nothing.
_ALONE = re.compile(
    rf"{_ADVERBS}({_VERB})(?=\s+(?:that|the|to|a|an|in|on|by|for|with|as|unanimously|this|these|"
    r"its|their|subject|not)\b|\s*[:,.;–]|\s*\Z)",
    _FLAGS,
)
_SECOND = re.compile(rf"(?:\b(?:and|but|then|not|nor)|[,;.])\s+{_ADVERBS}({_VERB})\b", _FLAGS)


_TO_DO = {
    "note": DecisionVerb.NOTED,
    "recommend": DecisionVerb.RECOMMENDED,
    "endorse": DecisionVerb.ENDORSED,
    "approve": DecisionVerb.APPROVED,
}
"""Verbs that are done by being decided; who is "to comment" or "to agree terms" has yet to."""

_TO_VERB = re.compile(
    rf"\s*to\s+(?P<verb>{'|'.join(_TO_DO)})\s+(?=(?:that|the|a|an|this|these|its|their|all)\b)",
    _FLAGS,
)
_MORE_TO_DO = re.compile(
    r"\b(?:and|but|or|then)\b(?!\s+(?:that|the|a|an|its|their|this|these)\b)|[,;–—]\s*to\b"
    r"|\b(?:next|later|once|when|after|before|until|if|unless|tomorrow|future)\b"
    r"|\b(?:in|by|on|from)\s+(?:\w+\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
"""Another deed may follow, or a later day: "to note it and publish it", "to approve it in June"."""


def _verb_to(words: str) -> DecisionVerb | None:
    """The verb of "to note the report", where that is all that was decided."""
    found = _TO_VERB.match(words)
    if found is None or _MORE_TO_DO.search(words) or _MORE_THAN_ONE.search(words.rstrip()):
        return None
    return _TO_DO[found["verb"].lower()]


def verb_said(text: str) -> DecisionVerb | None:
    """The verb these words say of the group (MIN-7); None where they say none, or several.

    What was not done is never read as done: "It was not approved" says nothing here, and "agreed
    not to publish" is what it says, agreed.
    """
    said = " ".join(text.split()).lstrip("\"'“‘•*-– ")
    found = _BY_SOMEBODY.match(said) or _ALONE.match(said)
    if found is None:
        return None
    verb = found[1].lower()
    others = {word.lower() for word in _SECOND.findall(said, found.end())} - {verb}
    return None if others else DecisionVerb(verb)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in parts: its verb if one is said, its words, on what condition, who dissented
    and how it was reached."""

    text: str
    verb: DecisionVerb | None = None
    conditions: str = ""
    dissent: str = ""
    method: DecisionMethod = DecisionMethod.NOT_STATED


def decided(text: str, initials: Collection[str] = (), group: str = "") -> Decided:
    """Take a typed decision apart, so that nothing it says is printed twice (MIN-7, DEC-1, DEC-3).

    - A verb that begins it leads the paper anyway: "AGREED to publish" leaves "to publish", and so
      do "Members agreed to publish", "It was agreed …" and "The executive agreed …" where `group`
      is called so. "To note the report" leaves "the report", noted. The verb alone keeps its word.
    - "…, subject to legal advice." at its end is its condition, and so is "…, on condition that",
      "…, provided that" or "…, conditional on"; who proposed it, behind that, stays in the words.
    - "HM dissented.", "HM and JL against." as its last sentence, or "with HM dissenting" at its
      end, says who dissented, if all of `initials` know them.
    - "Approved by majority", "Agreed, by consensus, that …", "Approved the plan, by vote." and
      "By majority." as its last sentence say how it was reached. "Agreed to decide by vote" does
      not: that is yet to come.
    """
    conditions = ""
    # Either may stand before the other.
    words, dissent = _without_dissent(text, initials)
    words, method = _without_last_method(words)
    verb = verb_said(text) or _verb_to(words)
    if verb is not DecisionVerb.NOTED:  # nothing was agreed that could have a condition
        words, conditions = _without_condition(words, initials)
    if not dissent:
        words, dissent = _without_dissent(words, initials)
    if verb and method is DecisionMethod.NOT_STATED:
        words, method = _without_method(words)
    words = _without_verb(words, group) if verb else words
    return Decided(words, verb, conditions, dissent, method)


def unparted_condition(text: str, initials: Collection[str] = ()) -> tuple[int, int, str] | None:
    """The blank before "subject to" where a comma would make what follows a condition, and that
    condition: it may be one, or belong to other words. None where there is nothing to ask."""
    found = _SUBJECT.search(text)
    if found is None or decided(text, initials).conditions:
        return None
    start = len(text[: found.start()].rstrip())
    said = decided(f"{text[:start]}, {text[found.start() :]}", initials).conditions
    return (start, found.start(), said) if said else None


def written(said: Decided) -> str:
    """Put a decision together again in words that say all of it, as where it becomes a note.

    `decided` reads the same parts again where it is certain of them. AGREED leads only words that
    go on from it: any decision is printed as agreed until somebody says more. What the words say
    already is not said twice.
    """
    if said.conditions and _on_condition(said.conditions) in said.text:
        said = replace(said, conditions="")
    if said.dissent and f"{_bare(said.dissent)} dissented" in said.text:
        said = replace(said, dissent="")
    if particulars_words(said.method) in said.text:
        said = replace(said, method=DecisionMethod.NOT_STATED)
    words = _with_verb(said.text, said.verb) if said.verb else said.text
    left = words.rstrip()
    bare = left.removesuffix(".")
    last = " ".join(filter(None, (particulars_words(said.method), _dissented(said))))
    stop = "." if left != bare or last else ""
    if said.conditions:
        words = f"{bare}, {_on_condition(said.conditions)}{stop}"
    elif last:
        words = left if left.endswith(("?", "!")) else f"{bare}."
    return f"{words} {last}" if last else words


def lifted(text: str, said: Decided) -> str | None:
    """What is left of these words without what is said beside them; None if they say other things.

    It undoes `written`, for a decision that was something else for a while.
    """
    rest = text.removesuffix(f" {_dissented(said)}") if said.dissent else text
    rest = rest.removesuffix(f" {particulars_words(said.method)}")
    before, found, after = rest.rpartition(f", {_on_condition(said.conditions)}")
    rest = before + after if said.conditions and found else rest
    lead = verb_label(said.verb) if said.verb else ""
    bare = (rest.removeprefix(lead + end) for end in (" ", ": "))
    for words in sorted({text, rest, *bare}, key=len):
        if written(replace(said, text=words)) == text:
            return words
    return None


def is_verb_alone(text: str) -> bool:
    """Whether the words are the verb and nothing else: "Agreed." does not say what was agreed."""
    return text.strip(" .").casefold() in {verb.value for verb in DecisionVerb}


def lead_before(text: str, lead: str) -> str:
    """What of the capitals of `printed_lead` goes before these words on paper, so that none says
    "AGREED: Agreed."; "" where the words alone say it."""
    verb = verb_said(text) if is_verb_alone(text) else None
    known = (DecisionStatus.AGREED, DecisionStatus.CONDITIONAL)
    if verb is None or lead not in [printed_lead(status, verb) for status in known]:
        return lead
    return lead.removeprefix(verb.value.upper()).strip()


def condition_said(text: str) -> str:
    """The words that say that there is a condition, such as "subject to"; "" without any.

    Children "subject to protection plans" are none.
    """
    found = _CONDITION.search(_OF_A_PERSON.sub("", text))
    return found[0] if found else ""


def dissent_said(text: str) -> str:
    """The words that say that not everybody agreed, such as "voted against"; "" without any.

    "Nobody dissented" says none.
    """
    found = _DISSENT.search(_NO_DISSENT.sub("", text))
    return found[0] if found else ""


_LEADING = re.compile(rf"\s*(?:{_VERB})\b\s*(?:[:,.;–-](?!\d)\s*)?(?=\w|[–-]?[£.]?\d)", _FLAGS)
"""One sign at most, and none that is of a number: "Approved .5 FTE"."""

_GENERIC_BODY = re.compile(
    rf"\s*(?:(?:the\s+)?(?:group|sub-?group|members|meeting)|it\s+was|we)\s+(?=(?:{_VERB})\b)",
    _FLAGS,
)
_OWN_BODY = re.compile(rf"\s*the\s+(?P<called>\w[\w -]*?)\s+(?=(?:{_VERB})\b)", _FLAGS)
_INITIALS = r"[\w’'-]+"
_LAST_DISSENT = re.compile(
    rf"(?<=\.)\s+(?P<who>{_INITIALS}(?:(?:, | and ){_INITIALS})*)"
    r" (?:dissented|(?:voted )?against)\.?\s*\Z"
)
_DISSENTING = re.compile(
    rf"(?P<sign>[,;]?\s+with|[,;])\s+(?P<who>{_INITIALS}(?: and {_INITIALS})?)"
    r" (?:dissenting|(?:voting )?against)\.?\s*\Z",
    re.IGNORECASE,
)
_PARTS = re.compile(r", | and ")
_HOW = r"by\s+(?:an?\s+)?(?P<how>consensus|vote|majority)(?:(?<=majority)\s+vote)?"
_BY_METHOD = re.compile(
    rf"\s*(?:(?:{_BODY}|it\s+was|we)\s+)?{_ADVERBS}(?:{_VERB})(?P<by>,?\s+{_HOW})"
    r"(?=\s*(?:[.:]|\Z)|,?\s+(?:that|to|the|a|an|this|these|its|their)\b)",
    _FLAGS,
)
_METHOD_BEHIND = re.compile(rf"[^,;:.]+(?P<by>,\s+{_HOW})(?=\s*\.?\s*\Z)", _FLAGS)
_YET_TO = re.compile(r"\b(?:to|will|shall|should|be)\b", re.IGNORECASE)
_LAST_METHOD = {
    method: re.compile(rf"(?<=[.?!])\s+{re.escape(particulars_words(method))}\s*\Z")
    for method in DecisionMethod
    if particulars_words(method)
}
_SUBJECT = re.compile(
    r"\bsubject to\b|\bon (?:the )?condition that\b|\bprovided that\b|\bconditional (?:up)?on\b",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    rf",\s+(?:(?:proposed|moved|seconded|carried|unanimous|unanimously|nem)\b"
    rf"|{_INITIALS}(?: and {_INITIALS})? abstain(?:ed|ing)\b).*",
    re.IGNORECASE,
)
"""How it was carried, behind a condition and no part of it."""

_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|be|has|have|can|may|will|shall|must|does|do)\b", re.IGNORECASE
)
_ONE_CLAUSE = re.compile(r"[^.,:;?!()–—\n]*\w")
_MORE_THAN_ONE = re.compile(r"[.?!;]\s|\n")
_SIGNS, _DASHES = ",;.–—-", "–—-"
_UNSURE = re.compile(
    r"\b(?:no|not|never|cannot|can[’']t|defer\w*|refus\w+|reject\w+|declin\w+|postpon\w+"
    r"|withdr\w+)\b",
    re.IGNORECASE | re.ASCII,
)
"""Perhaps nothing was agreed that could have a condition."""

_GOES_ON = re.compile(
    r"\b(?:and|but|then|or)\s+(?:to|that|then)\b|\b(?:unless|if|whether|dissent\w*)\b",
    re.IGNORECASE,
)
"""More may be said than a condition."""

_CONDITION = re.compile(
    r"\bsubject to\b|\bon (?:the )?condition\b|(?<=, )provided that\b|\bconditional (?:up)?on\b",
    re.IGNORECASE,
)
_OF_A_PERSON = re.compile(
    r"\b(?:child(?:ren)?|adults?|people|persons?|those|siblings?|famil(?:y|ies)|pupils?|is|are|was"
    r"|were|currently|already|being)\s+subject to\b"
    r"|\bsubject to (?:[\w’'-]+\s+){0,4}?(?:(?:protection|care|need|CP|CIN)\s+plans?|orders?"
    r"|proceedings|enquir(?:y|ies)|abuse|neglect|exploitation|harm)\b",
    re.IGNORECASE,
)
_DISSENT = re.compile(
    r"\bdissent\w*|\bvoted against\b|\babst(?:ained|ain|ention)s?\b", re.IGNORECASE
)
_NO_DISSENT = re.compile(
    rf"\b(?:no|without|nobody|none|no one|not|never)\b(?:(?!\b(?:and|but)\b)[^.:;,\n])*?"
    rf"(?:{_DISSENT.pattern})(?:\s+n?or\s+(?:{_DISSENT.pattern}))*",
    re.IGNORECASE,
)


def _bare(words: str) -> str:
    return words.strip().removesuffix(".")


def _dissented(said: Decided) -> str:
    return f"{_bare(said.dissent)} dissented." if said.dissent else ""


def _with_verb(words: str, verb: DecisionVerb) -> str:
    lead, start = verb_label(verb), words.lstrip()
    goes_on = start[:1].islower() and verb_said(f"{lead} {start}") is verb
    if verb_said(words) is verb or (verb is DecisionVerb.AGREED and not goes_on):
        return words
    return f"{lead} {start}" if goes_on else f"{lead}: {start}"


def _on_condition(conditions: str) -> str:
    """The words that put a condition into a sentence; a clause needs "that"."""
    said = _bare(conditions)
    return f"on condition that {said}" if _CLAUSE.search(said) else f"subject to {said}"


def _without_verb(words: str, group: str) -> str:
    infinitive = _TO_VERB.match(words)
    if infinitive:
        return words[infinitive.end() :]
    body = _GENERIC_BODY.match(words)
    own = None if body else _OWN_BODY.match(words)
    if own and own["called"].casefold().split()[-1:] != group.casefold().split()[-1:]:
        own = None
    who = body or own
    rest = words[who.end() :] if who else words
    found = _LEADING.match(rest)
    return rest[found.end() :] if found else words


def _without_last_method(words: str) -> tuple[str, DecisionMethod]:
    for method, sentence in _LAST_METHOD.items():
        found = sentence.search(words)
        if found:
            return words[: found.start()], method
    return words, DecisionMethod.NOT_STATED


def _without_method(words: str) -> tuple[str, DecisionMethod]:
    """How the verb was done, directly behind it or at the end of words that leave nothing to do."""
    found = _BY_METHOD.match(words)
    behind = None if found or _YET_TO.search(words) else _METHOD_BEHIND.match(words)
    how = found or behind
    if how is None:
        return words, DecisionMethod.NOT_STATED
    return words[: how.start("by")] + words[how.end("by") :], DecisionMethod(how["how"].lower())


def _without_dissent(words: str, initials: Collection[str]) -> tuple[str, str]:
    found = _LAST_DISSENT.search(words)
    if found and all(one in initials for one in _PARTS.split(found["who"])):
        return words[: found.start()], found["who"]
    return _without_dissenting(words, initials)


def _without_dissenting(words: str, initials: Collection[str]) -> tuple[str, str]:
    """ "…, OP dissenting": behind a comma alone, initials before it may be of the same list."""
    found = _DISSENTING.search(words)
    if found is None or not all(one in initials for one in _PARTS.split(found["who"])):
        return words, ""
    before = words[: found.start()].rsplit(maxsplit=1)[-1:]
    if not found["sign"].lower().endswith("with") and not set(before).isdisjoint(initials):
        return words, ""
    stop = "." if words.rstrip().endswith(".") else ""
    return words[: found.start("sign")] + stop, found["who"]


def _without_condition(words: str, initials: Collection[str]) -> tuple[str, str]:
    if len(_SUBJECT.findall(words)) != 1 or _UNSURE.search(words) or not condition_said(words):
        return words, ""
    before, what = _SUBJECT.split(words)
    said = before.rstrip()
    carried = _CARRIED.search(what)
    rest = carried[0].rstrip().removesuffix(".") if carried else ""
    what = what[: carried.start()] if carried else what
    what, sign = what.strip().removesuffix("."), said[-1:]
    left = said[:-1].rstrip()
    is_parted = bool(sign) and sign in _SIGNS and said != before
    is_dash = sign in _DASHES and left == said[:-1]
    is_one = _ONE_CLAUSE.fullmatch(what) and not _GOES_ON.search(what)
    # Of two sentences it may be only the last that has the condition.
    is_all = not _MORE_THAN_ONE.search(_without_dissent(f"{left}.", initials)[0])
    if not (is_parted and left and is_one and is_all) or is_dash:
        return words, ""
    has_stop = sign == "." or words.rstrip().endswith(".")
    return left + rest + ("." if has_stop else ""), what
