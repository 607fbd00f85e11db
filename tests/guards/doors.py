"""Who may enter where: one row a route. A route without a row fails the guard, and so does a row without a route."""

from enum import StrEnum


class Who(StrEnum):
    """Who a route is for, and so what a stranger meets there."""

    MACHINE = "machine"  # asks whether the process lives
    ANYBODY = "anybody"
    WRITER = "writer"  # has a draft in this browser
    SENDER = "sender"  # has just sent one, and is shown its code
    VISITOR = "visitor"  # has shown a code
    COLLEAGUE = "colleague"  # is signed in at the desk, in whatever role
    OPENER = "opener"  # is signed in at the desk, in a role that opens inquiries


DOORS: dict[str, Who] = {
    "healthz": Who.MACHINE,
    "readyz": Who.MACHINE,
    "front": Who.ANYBODY,
    "centre_front": Who.ANYBODY,
    "safety_advice": Who.ANYBODY,
    "privacy": Who.ANYBODY,
    "rights": Who.ANYBODY,
    "accessibility": Who.ANYBODY,
    "offers": Who.ANYBODY,
    "own_offers": Who.VISITOR,
    "components": Who.ANYBODY,  # demonstration only
    "leave": Who.ANYBODY,
    "leave_quietly": Who.ANYBODY,  # the same, told by a script while the page is already gone
    "begin": Who.ANYBODY,
    "start": Who.ANYBODY,
    "throw_away": Who.ANYBODY,  # ends what this browser holds, and only that
    "continue_writing": Who.WRITER,
    "question": Who.WRITER,
    "answer": Who.WRITER,
    "check": Who.WRITER,
    "send": Who.SENDER,
    "code": Who.SENDER,
    "written_down": Who.SENDER,
    "sign_in_with_code": Who.ANYBODY,
    "open_with_code": Who.ANYBODY,
    "sign_out_citizen": Who.ANYBODY,
    "signed_out": Who.ANYBODY,
    "goodbye": Who.ANYBODY,
    "back_to_own_page": Who.ANYBODY,  # where a form's own address leads when it is fetched: on to the page
    "back_to_new_code": Who.ANYBODY,
    "back_to_messages": Who.ANYBODY,
    "own_page": Who.VISITOR,
    "what_we_hold": Who.VISITOR,
    "change_wish": Who.VISITOR,
    "ladder": Who.VISITOR,
    "climb": Who.VISITOR,
    "urgent": Who.VISITOR,
    "more_urgent": Who.VISITOR,
    "new_code": Who.VISITOR,
    "change_code": Who.VISITOR,
    "offer_code": Who.VISITOR,
    "delete_all": Who.VISITOR,
    "forget_me": Who.VISITOR,
    "write": Who.VISITOR,
    "sign_in": Who.ANYBODY,
    "show_who_you_are": Who.ANYBODY,
    "sign_out": Who.ANYBODY,
    "role": Who.COLLEAGUE,
    "queue": Who.COLLEAGUE,  # an administrator is shown to the page about their role
    "register": Who.OPENER,
    "write_down": Who.OPENER,
    "slip": Who.OPENER,
    "handed_over": Who.OPENER,
    "inquiry": Who.OPENER,
    "open_with_reason": Who.OPENER,
    "show_number": Who.OPENER,
    "ask_claim": Who.OPENER,
    "claim": Who.OPENER,
    "release": Who.OPENER,
    "begin_clarifying": Who.OPENER,
    "ask_close": Who.OPENER,
    "close": Who.OPENER,
    "reply": Who.OPENER,
    "note": Who.OPENER,
}
