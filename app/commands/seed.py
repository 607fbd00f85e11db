"""``seed``: fill a demonstration with people and inquiries, and say who can sign in."""

from argparse import ArgumentParser, Namespace

import pyotp

from app.commands import CommandFault
from app.commands.stores import opened_portal
from app.demo.people import PASSWORD, colleagues
from app.demo.playing import seed
from app.demo.stories import Story, stories
from app.portal import Portal
from app.settings import settings_from
from app.vault.codes import grouped

SIGN_IN = """
  The door   {door}/
  The desk   {origin}/personale/log-ind
  Password   {password} (everybody's)

  {header}"""
AFTER = """
  The six digits change every half minute and are good once. See the next ones with: python -m app seed
  Or let an authenticator app learn the secret.
"""
ROW = "{email:<28} {now:<8} {key:<34} {who}"


def arguments(parser: ArgumentParser) -> None:
    parser.epilog = "Run twice, it adds nothing, and shows the sign-ins again."


def run(arguments: Namespace) -> None:
    if not settings_from().demo:
        raise CommandFault("This is for demonstrations only, and this is production. Set INDGANG_MODE=demo.")
    with opened_portal(desk=True) as portal:
        new = seed(portal, now=portal.now())
        print(f"{new} inquiries are new." if new else "The demonstration is there already.")
        print(sign_ins(portal))


def sign_ins(portal: Portal) -> str:
    """Where to sign in, and as whom."""
    header = ROW.format(email="e-mail", now="digits", key="secret for an app", who="who").rstrip()
    lines = [
        SIGN_IN.format(door=portal.settings.door, origin=portal.settings.origins[0], password=PASSWORD, header=header)
    ]
    for each in colleagues():
        digits, centre = pyotp.TOTP(each.secret).at(portal.now()), portal.catalogue.centres[each.centre].name
        who = f"{each.name}, {each.role}, {centre}"
        lines.append("  " + ROW.format(email=each.email, now=digits, key=each.secret, who=who))
    lines.append(f"\n  Access codes for {portal.settings.door}/log-ind")
    lines += [f"  {code_line(portal, story)}" for story in stories() if story.code]
    return "\n".join(lines) + "\n" + AFTER


def code_line(portal: Portal, story: Story) -> str:
    """A published code and what it opens now: in a demonstration anybody may have changed or deleted it."""
    assert story.code is not None
    contact, centre = story.answers.contact, story.answers.centre
    about = f"{contact.name or contact.nickname}, {portal.catalogue.centres[centre or ''].name}"
    opens = portal.vault.open_with_code(story.code) is not None
    return f"{grouped(story.code)}   {about}{'' if opens else ' (somebody has changed or deleted it)'}"
