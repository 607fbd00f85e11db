import threading, time, collections
import psycopg
from tests.booking.test_race import *


def test_x(portal, settings, haderslev, capsys):
    if portal.data.sqlite:
        pytest.skip("x")
    inquiries = [str(somebody_writes(portal).inquiry_id) for _ in range(INQUIRIES)]
    seen = collections.Counter()
    over = threading.Event()

    def sample():
        with psycopg.connect(settings.database_url, autocommit=True) as c:
            while not over.is_set():
                for row in c.execute(
                    "select state, wait_event_type, wait_event, left(query, 60) from pg_stat_activity where datname=current_database() and pid<>pg_backend_pid() and state<>'idle'"
                ):
                    seen[row] += 1
                time.sleep(0.05)

    t = threading.Thread(target=sample)
    t.start()
    race = raced(
        settings, what="appointments", tries=TRIES, inquiries=inquiries, counsellors=[haderslev.mette, haderslev.jens]
    )
    over.set()
    t.join()
    race.say(capsys, portal, "")
    with capsys.disabled():
        for k, v in seen.most_common(14):
            print(v, k)
