"""The main job, end to end, in a real browser: a citizen writes, a counsellor answers, the citizen reads it."""

import pytest

from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import DESKTOP, PHONE, Screen, Visitors
from tests.people import OWN_WORDS

ANSWER = "Tak, fordi du skrev. Kom forbi i morgen, så finder vi ud af det sammen."


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=str)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_who_writes_reads_the_answer_with_the_code_in_a_new_browser(
    visitors: Visitors, served_twice: Served, screen: Screen, scripts: bool
) -> None:
    nadia = visitors.at(served_twice, screen, scripts=scripts)
    doing.write(nadia)
    assert OWN_WORDS in nadia.text
    code = doing.send(nadia)
    assert nadia.sideways <= 0
    reference = doing.write_down(nadia)
    assert nadia.path == "/min-side"

    mette = visitors.at(served_twice, screen, scripts=scripts)
    doing.sign_in(mette, served_twice.hires("Mette Lund"))
    assert reference in mette.text
    doing.take(mette, reference)
    assert OWN_WORDS in mette.text
    doing.answer(mette, ANSWER)
    assert mette.sideways <= 0

    returned = visitors.at(served_twice, screen, scripts=scripts)
    doing.come_back(returned, code)
    assert ANSWER in returned.text
    assert "Mette" in returned.text
    assert reference in returned.text
    assert returned.sideways <= 0
