"""The walk through what the centre asks: a list, a file that is read or refused, and a questionnaire word for word."""

from tests.instruments.files import coding, file, question
from tests.pages.desk_walk import DeskWalk
from tests.people import Colleague

LIST = "/personale/skemaer"
GOOD = file(question(text="<b>Hvordan sov du?</b>"), question("c", "choice", answerOption=[coding("a"), coding("b")]))


class InUseWalk(DeskWalk):
    """Karin chooses, Mette only looks."""

    def parts(self) -> tuple[object, ...]:
        return (self.what_is_asked, self.files, self.one_form)

    @property
    def karin(self) -> Colleague:
        return self.reads(self.desk.karin)

    def what_is_asked(self) -> None:
        with self.album.when("rådgiver"):
            self.mette.go(LIST)
        self.karin.go(LIST)

    def files(self) -> None:
        karin = self.karin
        for state, content, status in (("læst", GOOD, 200), ("afvist", file(question("f", "attachment")), 422)):
            karin.go(LIST)
            sent = {"file": ("skema.json", content, "application/json")}
            with self.album.when(state):
                karin.post(f"{LIST}/hent", {"csrf_token": karin.token()}, files=sent, expect=status)
        karin.go(LIST)
        karin.post(f"{LIST}/hent", {"csrf_token": karin.token()}, expect=422)

    def one_form(self) -> None:
        karin, library = self.karin, self.portal.library
        for state, key in (("vores eget", "forberedelse"), ("uden ord", "audit")):
            with self.album.when(state):
                karin.go(f"{LIST}/{library[key].form.version}")
        at = f"{LIST}/{library['ung'].form.version}"
        karin.go(at)
        karin.post(f"{at}/brug", {"csrf_token": karin.token()}, expect=422)
