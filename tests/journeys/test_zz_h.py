"""Temporary: pictures."""

import os
from tests.journeys import doing
from tests.journeys.visitors import DESKTOP

TAG = os.environ.get("TAG", "a")


def shot(v, name, width, print_=False):
    v.page.set_viewport_size({"width": width, "height": 900})
    if print_:
        v.page.emulate_media(media="print")
    v.page.screenshot(path=f"/tmp/shots/{TAG}-{name}-{width}{'-print' if print_ else ''}.png", full_page=True)
    if print_:
        v.page.emulate_media(media="screen")


def test_pictures(visitors, served):
    for prefix in ("", "/en"):
        n = visitors.at(served, DESKTOP)
        L = prefix.strip("/") or "da"
        for name, path in (("front", prefix or "/"), ("centre", prefix + "/haderslev")):
            n.goes(path)
            for w in (360, 1280):
                shot(n, f"{name}-{L}", w)
        doing.write(n, prefix=prefix, lige_nu={"danger": "yes"}, kontakt={"contact_choice": "nickname"})
        n.page.evaluate("document.querySelector('#not-sent') && (document.querySelector('#not-sent').hidden=false)")
        for w in (360, 1280):
            shot(n, f"check-{L}", w)
        doing.send(n)
        doing.write_down(n)
        n.goes(f"{prefix}/min-side")
        for w in (360, 800, 1280):
            shot(n, f"own-{L}", w)
        shot(n, f"own-{L}", 800, True)
