"""A full disk, made with SQLite's own limit: reading goes on, and what cannot be written is not thanked for (R5)."""

from sqlalchemy import text

from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.world import World


def test_a_full_disk_is_a_store_that_is_away(world: World) -> None:
    """Until there is room again; then everything goes on without a restart."""
    writer, visitor = world.writer(), world.visitor()
    with world.portal.data.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.connection.cursor().execute(f"PRAGMA max_page_count={pages + 20}")
    sent = [f"Nummer {number}: " + "ord " * 900 for number in range(60)]
    statuses = [visitor.post("/min-side/besked", {"message": each}).status_code for each in sent]
    assert set(statuses) == {303, 503}
    assert statuses[-1] == 503
    assert visitor.get("/min-side").status_code == 200
    shown = visitor.get("/min-side").text
    kept = [status == 303 for status in statuses]
    assert [each[:12] in shown for each in sent] == kept, "what was thanked for is not what is stored"
    assert world.stranger().get("/readyz").status_code == 503
    assert writer.post("/tjek").status_code == 503
    with world.portal.data.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA max_page_count=1073741823")
    assert world.stranger().get("/readyz").status_code == 200
    assert writer.post("/tjek").headers["location"] == "/kode"
