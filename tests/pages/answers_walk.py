"""The walk through answers at the desk: read, held beside each other, added to, and filled in together."""

from uuid import UUID

from app.rules.questionnaire import Passed
from tests.pages.desk_walk import DeskWalk
from tests.questionnaires.every_kind import COUNTED, EVERY_KIND
from tests.questionnaires.telling import chosen, sent


class AnswersWalk(DeskWalk):
    """Nadia has told a lot, and told it twice."""

    def parts(self) -> tuple[object, ...]:
        return (self.what_was_told, self.together)

    def taken(self) -> str:
        at = self.address_of(self.mette, self.sent().reference)
        self.take(self.mette, at)
        return at

    def what_was_told(self) -> None:
        at = self.taken()
        inquiry_id, mette, portal = UUID(at.rsplit("/", 1)[1]), self.mette, self.portal
        sent(portal, inquiry_id, COUNTED.key, chosen(portal, COUNTED.key, q1=0, q2=1, q3=2))
        sent(portal, inquiry_id, COUNTED.key, {}, passed={"q1": Passed.RATHER_NOT})
        told = chosen(portal, "forberedelse", a7=4, a8=2, c6=2, c7=3, c8=4, g3=3)
        first = sent(portal, inquiry_id, "forberedelse", {**told, "h4": ("Ro i hovedet.",)})
        self.clock.pass_time(hours=1)
        again = chosen(portal, "forberedelse", a7=1, a8=2)
        second = sent(portal, inquiry_id, "forberedelse", again, may_export=True)
        self.clock.pass_time(hours=-1)
        with self.album.when("fortalt"):
            mette.go(at)
        for key in (first, second):
            with self.album.when("med ja til en fil" if key == second else "uden"):
                mette.go(f"{at}/svar/{key}")
        mette.go(f"{at}/svar/{second}/sammenlign/{first}")
        beside = f"{at}/svar/{first}/tilfoej/66"
        mette.go(beside)
        mette.post(beside, {"csrf_token": mette.token()}, expect=422)
        mette.press(form="/66", own="Hun nævner sin søster.")

    def together(self) -> None:
        at, mette = self.taken(), self.mette
        mette.go(at)
        mette.press(form="/skema", questionnaire=EVERY_KIND.key, how="counter")
        begun = mette.path.removeprefix("/en")
        mette.go(f"{begun}/3")
        mette.post(f"{begun}/3", {"csrf_token": mette.token()}, expect=422)
        mette.press(form="/3", choice="yes")
        for place in ("4", "9", "18", "19"):
            mette.go(f"{begun}/{place}")
        mette.go(begun)
        mette.press(form="/faerdig")
