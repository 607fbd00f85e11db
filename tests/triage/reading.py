"""A page as it is read aloud: every piece of text with a space after it, dates without their hard spaces."""

from tests.review import Page


def aloud(page: Page) -> str:
    (main,) = page.all("main")
    return " ".join(" ".join(main.itertext()).split())
