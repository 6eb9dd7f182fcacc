"""Whatever is recorded in whatever order, the three counts are right, and undo restores them."""

import contextlib
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from masa_desktop.domain.attendance import AS_MEMBER, Code, present_at
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.roll_call import Reply
from masa_desktop.services import attendance, declarations, replies
from masa_desktop.services.roll_records import Roll

MEMBERS = ("dcs", "nurse", "police")
SEATS = (*MEMBERS, "member", "fire")
HELD = st.sampled_from((*MEMBERS, "member"))
ITEM = st.integers(0, 7)
NAMES = st.sampled_from(["Marcus Thorne", "Lena Brandt", "Owen Prydderch"])

STEPS = st.one_of(
    st.tuples(st.just("record"), HELD, st.sampled_from(Code)),
    st.tuples(st.just("all"), st.none(), st.none()),
    st.tuples(st.just("reply"), HELD, st.sampled_from(Reply)),
    st.tuples(st.just("deputy"), st.sampled_from(SEATS), st.tuples(NAMES, st.booleans())),
    st.tuples(st.just("hand_over"), HELD, st.tuples(NAMES, ITEM)),
    st.tuples(st.just("arrive"), HELD, ITEM),
    st.tuples(st.just("leave"), HELD, ITEM),
    st.tuples(st.just("part"), HELD, st.tuples(ITEM, ITEM)),
    st.tuples(st.just("whole"), HELD, st.none()),
    st.tuples(st.just("also"), HELD, st.sampled_from(["council", "icb", "police"])),
    st.tuples(st.just("withdraw"), HELD, ITEM),
    st.tuples(st.just("guest"), st.none(), NAMES),
    st.tuples(st.just("off"), st.none(), st.none()),
)


class Caller:
    """Calls the roll at random; what is refused is not done."""

    def __init__(self, workspace, made):
        self.workspace, self.made = workspace, made

    def roll(self):
        return self.workspace.ask(attendance.roll_call, self.made.meeting)

    def row(self, key):
        return next(
            row
            for row in self.roll().rows
            if row.seat_id == self.made.seats[key] and not row.is_deputy
        )

    def do(self, step):
        kind, key, value = step
        with contextlib.suppress(UserError):
            getattr(self, kind)(key, value)

    def record(self, key, code):
        where = {"seat_id": self.made.seats[key], "person_id": self.made.people[key]}
        return self.workspace.do(attendance.record, self.made.meeting, code, **where)

    def here(self, key):
        return self.row(key).attendance_id or self.record(key, Code.PRESENT)

    def all(self, _key, _value):
        self.workspace.do(attendance.all_present, self.made.meeting)

    def reply(self, key, reply):
        where = {"seat_id": self.made.seats[key], "person_id": self.made.people[key]}
        self.workspace.do(replies.set_reply, self.made.meeting, reply, **where)

    def deputy(self, key, value):
        name, is_for = value
        member = self.made.people.get(key) if is_for else None
        self.workspace.do(
            attendance.send_deputy,
            self.made.meeting,
            seat_id=self.made.seats[key],
            for_person_id=member,
            name=name,
            has_authority=True,
        )

    def hand_over(self, key, value):
        name, item = value
        self.workspace.do(
            attendance.hand_over,
            self.here(key),
            name,
            has_authority=None,
            from_item_id=self.made.items[item],
        )

    def arrive(self, key, item):
        self.workspace.do(attendance.arrive, self.here(key), self.made.items[item])

    def leave(self, key, item):
        self.workspace.do(attendance.leave, self.here(key), self.made.items[item])

    def part(self, key, items):
        first, last = (self.made.items[item] for item in items)
        self.workspace.do(
            attendance.set_part, self.here(key), first_item_id=first, last_item_id=last
        )

    def whole(self, key, _value):
        self.workspace.do(attendance.whole_meeting, self.here(key))

    def also(self, key, agency):
        self.workspace.do(attendance.represent_also, self.here(key), getattr(self.made, agency))

    def withdraw(self, key, item):
        self.workspace.do(
            declarations.declare,
            self.made.meeting,
            self.made.people[key],
            item_id=self.made.items[item],
            text="An interest",
            has_withdrawn=True,
        )

    def guest(self, _key, name):
        self.workspace.do(attendance.add_guest, self.made.meeting, name)

    def off(self, _key, _value):
        extra = [row for row in self.roll().rows if row.is_deputy or row.seat_id is None]
        if extra:
            self.workspace.do(attendance.take_off, extra[0].attendance_id)


def check(caller):
    found = caller.roll()
    counts = found.counts
    assert 0 <= counts.seats_attended <= counts.seats <= len(SEATS) - 1
    assert 0 <= counts.agencies_attended <= counts.agencies <= 3
    assert 0 <= counts.members_in_person <= counts.members <= len(MEMBERS)
    in_person = {
        row.person_id
        for row in found.rows
        if row.code in AS_MEMBER
        and not row.is_deputy
        and row.seat_id in {caller.made.seats[key] for key in MEMBERS}
    }
    assert counts.members_in_person == len(in_person)
    records = caller.workspace.ask(lambda session: Roll(session, caller.made.meeting).records)
    for item in (None, *range(1, 9)):
        heads = Counter(
            line.seat_id
            for line in present_at(records, item)
            if line.seat_id and line.code in AS_MEMBER
        )
        assert max(heads.values(), default=0) <= 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, max_size=7))
def test_the_counts_are_right_after_any_steps_and_undo_restores_them(workspace, executive, steps):
    caller = Caller(workspace, executive)
    start = caller.roll()
    begun = len(workspace._undo)
    for step in steps:
        caller.do(step)
        check(caller)
    while len(workspace._undo) > begun:
        workspace.undo()
    end = caller.roll()
    assert end.counts == start.counts
    assert end.rows == start.rows
    assert end.items == start.items
