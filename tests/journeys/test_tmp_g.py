from tests.journeys import doing
from tests.journeys.visitors import DESKTOP, PHONE
from app.vault.browser import sweep


def test_pictures(visitors, served):
    for screen in (PHONE, DESKTOP):
        n = visitors.at(served, screen)
        n.goes("/begynd/selv"); shot(n, screen, "begin")
        doing.write(n)
        n.goes("/"); shot(n, screen, "front-draft")
        n.goes("/tjek"); doing.send(n); shot(n, screen, "code")
        n.goes("/"); shot(n, screen, "front-code")
        n.goes("/kode/slet"); shot(n, screen, "slet")
        import datetime
        clock = served.portal.now
        from app.models import ShownCode
        with served.portal.vault.keystore.writing() as s:
            for row in s.query(ShownCode): row.expires_at = served.portal.now() - datetime.timedelta(minutes=1)
        n.goes("/kode"); shot(n, screen, "late")
        with served.portal.vault.keystore.writing() as s:
            sweep(s, now=served.portal.now())
        n.goes("/kode"); shot(n, screen, "none")


def shot(n, screen, name):
    n.page.screenshot(path=f"/tmp/g-{name}-{screen}.png", full_page=True)
