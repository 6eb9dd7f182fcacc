"""What the words of a decision say the group did: "The group recommended a shorter form".

Promises never to invent: without a clear verb, or with two of them, nothing is said.
"""

from __future__ import annotations

import re

from masa_desktop.domain.decisions import DecisionVerb

_FLAGS = re.IGNORECASE | re.ASCII
_VERB = "|".join(verb.value for verb in DecisionVerb)
_BODY = (
    r"(?:the\s+)?(?:(?:statutory|safeguarding|lead|executive|full)\s+){0,2}"
    r"(?:group|sub-?group|members|executive|partners|partnership|board|committee|panel|meeting)"
)
_ADVERBS = r"(?:(?:all|also|then|therefore|unanimously|formally|jointly)\s+)?"
_BY_SOMEBODY = re.compile(
    rf"(?:{_BODY}|it\s+was)\s+{_ADVERBS}({_VERB})\b(?!\s+(?:neither|nothing|none|no)\b)",
    _FLAGS,
)
# At the start alone the verb must lead on: "Approved minutes to be published" approves nothing.
_ALONE = re.compile(
    rf"{_ADVERBS}({_VERB})(?=\s+(?:that|the|to|a|an|in|on|by|for|with|as|unanimously|this|these|"
    r"its|their|subject|not)\b|\s*[:,.;–]|\s*\Z)",
    _FLAGS,
)
_SECOND = re.compile(rf"(?:\b(?:and|but|then|not|nor)|[,;.])\s+{_ADVERBS}({_VERB})\b", _FLAGS)


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
