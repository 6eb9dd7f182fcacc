"""Every command of the window in one table: its words, its keys, its menu; and verbs in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    key: str
    words: str
    shortcuts: tuple[str, ...]
    menu: str


COMMANDS = (
    Command("save", "&Save now", ("Ctrl+S",), "&File"),
    Command("lock", "&Lock", ("Ctrl+L",), "&File"),
    Command("close", "&Close", ("Ctrl+Q",), "&File"),
    Command("undo", "&Undo", ("Ctrl+Z",), "&Edit"),
    Command("redo", "&Redo", ("Ctrl+Y", "Ctrl+Shift+Y"), "&Edit"),
    Command("larger", "&Larger text", ("Ctrl++", "Ctrl+="), "&View"),
    Command("smaller", "&Smaller text", ("Ctrl+-",), "&View"),
    Command("usual", "&Usual text size", ("Ctrl+0",), "&View"),
    Command("full_screen", "&Full screen", ("F11",), "&View"),
    Command("next_pane", "&Next pane", ("F6",), "&View"),
    Command("previous_pane", "&Previous pane", ("Shift+F6",), "&View"),
    Command("menu", "Show &menu", ("F10",), "&View"),
    Command("back", "&Back", ("Alt+Left",), "&Go"),
    Command("forward", "&Forward", ("Alt+Right",), "&Go"),
    Command("help", "&Keys for this page", ("F1", "Ctrl+/"), "&Help"),
)
"""In the order of the menus. Pages come into Go by themselves, with Ctrl+1 onwards."""

_VERBS: Mapping[str, str] = {
    "meetings.plan": "plan meetings",
    "meetings.add": "add meeting",
    "meetings.set_details": "change meeting",
    "meetings.set_status": "change of status",
    "meetings.set_marking": "change of marking",
    "meetings.remove": "remove meeting",
    "agenda.add": "add agenda item",
    "agenda.set_item": "change agenda item",
    "agenda.move": "move agenda item",
    "agenda.set_state": "item state",
    "agenda.set_restricted": "restrict item",
    "agenda.remove": "remove agenda item",
    "agenda.set_purpose": "purpose of item",
    "beside.set_papers": "papers of item",
    "beside.carry": "carry item over",
    "timing.take_up": "take up item",
    "timing.pause": "pause",
    "sittings.adjourn": "adjourn meeting",
    "sittings.set_sitting": "change sitting",
    "sittings.take_back": "not adjourned",
    "agenda.set_standing": "change standing agenda",
    "minute_text.write_item": "typing",
    "minute_text.keep_place": "place of the caret",
    "minute_text.leave_place": "closing",
    "drafts.keep": "line begun",
    "drafts.keep_fields": "form begun",
    "minutes.add": "add entry",
    "minutes.set_text": "typing",
    "minutes.set_kind": "change kind of entry",
    "minutes.remove": "remove entry",
    "minutes.put_back": "put line back",
    "minutes.set_verb": "verb of decision",
    "minutes.set_decision_status": "decision status",
    "attendance.record": "record attendance",
    "attendance.all_present": "all present",
    "attendance.send_deputy": "send deputy",
    "attendance.add_guest": "add guest",
    "attendance.arrive": "arrival",
    "attendance.leave": "leaving",
    "attendance.whole_meeting": "whole meeting",
    "attendance.set_note": "attendance note",
    "capturing.arrive": "arrival",
    "capturing.leave": "leaving",
    "capturing.add_guest": "add guest",
    "capturing.guest_arrives": "arrival of a guest",
    "capturing.set_phrases": "change house phrases",
    "capturing.give_read": "owners and date from the words",
    "attendance.take_chair": "take the chair",
    "attendance.hand_over": "hand over to deputy",
    "attendance.take_off": "take off roll-call",
    "attendance.set_part": "times of attendance",
    "attendance.represent_also": "second agency",
    "replies.set_reply": "reply",
    "declarations.declare": "declare interest",
    "declarations.set_withdrawn": "withdrawal from item",
    "declarations.withdraw_declaration": "take back declaration",
    "actions.begin": "add action",
    "actions.set_owners": "change owners",
    "actions.set_due": "re-date action",
    "actions.add_update": "add update",
    "actions.set_status": "change action status",
    "group_reports.set_part": "report of the group",
    "group_reports.mark_reported": "day of the report",
    "group_reports.keep_begun": "line begun",
    "groups.add_partnership": "add partnership",
    "groups.rename_partnership": "rename partnership",
    "groups.add_group": "add group",
    "groups.add_agency": "add agency",
    "groups.add_seat": "add seat",
    "groups.end_seat": "end seat",
    "groups.link": "link groups",
    "groups.set_marking": "change of marking",
    "people.add": "add person",
    "people.rename": "rename person",
    "people.hold": "fill seat",
    "people.fill_seat": "fill seat",
    "people.name_deputy": "name deputy",
    "people.leave_seat": "leave seat",
    "names.rename": "rename",
    "issuing.set_state": "state of the minutes",
    "issuing.reopen": "reopen the minutes",
    "issuing.record_issue": "issue the minutes",
    "issuing.mark_sent": "record as sent",
    "issuing.record_held": "record as held",
    "issuing.set_clock": "change a clock",
    "attendance_follow_up.set_threshold": "when to follow up attendance",
    "pre_issue.set_aside": "set a finding aside",
    "pre_issue.take_up_again": "take a finding up again",
    "pre_issue.drop_jottings": "delete private jottings",
    "quorum_setting.set_quorum": "change quorum",
    "quorum_loss.rule": "ruling on the quorum",
    "quorum_loss.defer_decisions": "defer decisions",
    "quorum_loss.take_back": "take back ruling",
    "quorum_loss.deputy_joins": "deputy joins",
    "quorum_loss.still_here": "still here",
    "decisions.set_method": "how it was decided",
    "decisions.set_dissent": "dissent",
    "decisions.set_conditions": "condition of decision",
    "decisions.add_between_meetings": "add decision between meetings",
    "decisions.ratify": "ratify decision",
    "decisions.refuse_ratification": "refuse to ratify",
    "decision_chains.set_condition_state": "what became of the condition",
    "decision_chains.set_implements": "what the decision implements",
    "decision_chains.follow_on": "follow on from a decision",
    "written_procedures.take_off": "remove decision from the register",
    "decision_chains.unfollow": "take a decision out of the chain",
    "decision_chains.record_elsewhere": "record decision taken elsewhere",
    "terms.set_chair": "change chair rule",
    "terms.set_pattern": "change frequency",
    "terms.agree_order": "agree the order of chairs",
    "terms.start_rotation": "start rotation",
    "chairs.decide": "confirm chair",
    "settings.set_setting": "change of setting",
    "who.call_me": "change of your name",
    "word_look.set_style": "how attendance is printed",
    "word_look.set_template": "change template",
    "word_look.remove_template": "remove template",
    "word_look.use_for_every_group": "look for every group",
    "approvals.agree": "agree minutes",
    "approvals.correct": "correction to minutes",
    "approvals.put_right": "put name right",
    "approvals.reword": "words of a correction",
    "approvals.drop_correction": "remove correction",
    "matters.ratify": "ratify decision",
    "written_procedures.ask": "ask in writing",
    "written_procedures.set_details": "change what is asked",
    "written_procedures.answer": "answer in writing",
    "written_procedures.decide": "outcome of written procedure",
    "written_procedures.withdraw": "withdraw written procedure",
    "written_procedures.reopen": "reopen written procedure",
    "written_procedures.chairs_action": "chair’s action",
    "action_review.keep_begun": "line begun",
    "action_review.answer": "what was said of the action",
    "returned.take": "take from the Word file",
    "returned.jot": "keep comment as jotting",
    "spelling.learn": "learn word",
    "spelling.forget": "forget word",
}


def verb_words(verb: str) -> str:
    """A verb's name as the Edit menu says it: "actions.begin" is "add action"."""
    if verb in _VERBS:
        return _VERBS[verb]
    room, _, name = verb.rpartition(".")
    words = name.replace("_", " ")
    return f"{words} ({room})" if room else words


def window_actions(
    owner: QWidget, handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """An action for each command that has a handler, working anywhere in the window."""
    made: dict[str, QAction] = {}
    for command in COMMANDS:
        if command.key in handlers:
            action = QAction(command.words, owner)
            action.setShortcuts([QKeySequence(key) for key in command.shortcuts])
            action.triggered.connect(handlers[command.key])
            owner.addAction(action)
            made[command.key] = action
    return made


def window_keys() -> list[tuple[str, str]]:
    """Keys and what they do, for the help."""
    plain = [(c.shortcuts[0], c.words.replace("&", "").lower()) for c in COMMANDS]
    return [("Ctrl+1 …", "pages"), *plain]
