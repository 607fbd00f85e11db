"""``serve``: open the doors of this process's role, until it is told to stop."""

import logging
from argparse import ArgumentParser, Namespace

import uvicorn
from sqlalchemy import select

from app.commands import CommandFault
from app.commands.logs import quiet_logs
from app.commands.stores import opened_portal
from app.main import create_app
from app.models import Staff
from app.portal import Portal
from app.settings import Settings
from app.web.receiving import PatientProtocol

log = logging.getLogger("indgang")
STOP_SECONDS = 3  # longer than any page takes; a stream that never ends must not hold up a restart


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")


def run(arguments: Namespace) -> None:
    quiet_logs()
    with opened_portal() as portal:
        refuse_demo_staff(portal)
        log.info("open: role %s, mode %s, port %s", portal.settings.role, portal.settings.mode, arguments.port)
        config = server_config(portal, host=arguments.host, port=arguments.port)
        uvicorn.Server(config).run()


def server_config(portal: Portal, *, host: str, port: int) -> uvicorn.Config:
    """No access log, no server header, no WebSockets; addresses are believed from the proxy alone."""
    settings = portal.settings
    return uvicorn.Config(
        create_app(portal),
        host=host,
        port=port,
        http=PatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(trusted(settings)),
        forwarded_allow_ips=trusted(settings),
        timeout_keep_alive=5,
        timeout_graceful_shutdown=STOP_SECONDS,
        # No limit_concurrency: it counts idle connections too, so that a few hundred silent ones would shut
        # everybody out. ``PatientProtocol`` closes those instead.
    )


def trusted(settings: Settings) -> list[str]:
    return [each.strip() for each in settings.trusted_proxy.split(",") if each.strip()]


def refuse_demo_staff(portal: Portal) -> None:
    """Their passwords are published, so production does not start while one of them is there."""
    if portal.settings.demo:
        return
    with portal.data.reading() as session:
        found = session.scalar(select(Staff.email).where(Staff.demo.is_(True)).limit(1))
    if found:
        raise CommandFault(f"This store holds demonstration staff ({found}). Production needs a store of its own.")
