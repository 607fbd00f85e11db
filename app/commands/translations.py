"""``translations update``: bring the English catalogue up to date with the Danish texts."""

from argparse import ArgumentParser, Namespace

from app.commands import translating


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True)
    update = deeds.add_parser("update", help="add every text that is missing, without a translation")
    update.add_argument("--drop-obsolete", action="store_true", help="also remove what no page says any more")


def run(arguments: Namespace) -> None:
    said = translating.texts_in_use()
    for language in translating.TRANSLATED:
        added, dropped = translating.update(language, said, drop_obsolete=arguments.drop_obsolete)
        print(f"{language}: {added} added, {dropped} dropped; {translating.path_of(language)}")
