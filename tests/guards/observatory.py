"""What the public header examination that browsers' makers run would give us, counted by ourselves.

It cannot reach a machine that is not on the internet, so the points of its table stand here: 100 to begin with,
less for what is missing, more for what is beyond. Source: security 1.5. Redirection to TLS and the preload list are
the proxy's and the world's, and count for nothing here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

BEGINNING = 100
ENOUGH_FOR_EXTRAS = 90
HALF_A_YEAR = 15_768_000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "data:", "https:", "http:", "*")


@dataclass(frozen=True)
class Answer:
    """What one request brought: headers in small letters, every cookie that was set, and the page."""

    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    html: str


def score(answer: Answer) -> int:
    """The points. Extra credit counts only for who does not need it."""
    points = list(examined(answer).values())
    plain = BEGINNING + sum(each for each in points if each < 0)
    return plain + sum(each for each in points if each > 0) if plain >= ENOUGH_FOR_EXTRAS else plain


def examined(answer: Answer) -> dict[str, int]:
    policy = policies(answer.headers.get("content-security-policy", ""))
    return {
        "content security policy": of_policy(policy),
        "cookies": of_cookies(answer.cookies),
        "sharing": of_sharing(answer.headers),
        "referrer": of_referrer(answer.headers.get("referrer-policy", "")),
        "strict transport": of_transport(answer.headers.get("strict-transport-security", "")),
        "scripts": of_scripts(answer.html),
        "content type": 0 if answer.headers.get("x-content-type-options") == "nosniff" else -5,
        "frames": of_frames(policy, answer.headers.get("x-frame-options", "")),
        "resources": of_resources(answer.headers.get("cross-origin-resource-policy", "")),
    }


def policies(header: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for part in header.split(";") if (words := part.split())}


def of_policy(policy: Mapping[str, list[str]]) -> int:
    if not policy:
        return -25
    fallback = policy.get("default-src", ["*"])
    if "'unsafe-inline'" in policy.get("script-src", fallback):
        return -20
    if any(bad in policy.get(what, fallback) for what in ("script-src", "object-src") for bad in UNSAFE):
        return -20
    if any(bad in policy.get("style-src", fallback) for bad in UNSAFE):
        return 0
    if any(bad in sources for sources in policy.values() for bad in UNSAFE):
        return -10
    narrow = policy.get("form-action") in (["'self'"], ["'none'"])
    return 10 if fallback == ["'none'"] and narrow else 5


def of_cookies(cookies: Iterable[str]) -> int:
    points = []
    for line in cookies:
        for cookie in SimpleCookie(line).values():
            if not cookie["secure"]:
                points.append(-40)
            elif not cookie["httponly"]:
                points.append(-30)
            else:
                points.append(5 if cookie["samesite"].lower() in ("strict", "lax") else 0)
    return min(points, default=0)


def of_sharing(headers: Mapping[str, str]) -> int:
    return -50 if headers.get("access-control-allow-credentials") == "true" else 0


def of_referrer(header: str) -> int:
    if not header:
        return 0
    return 5 if header.rsplit(",", maxsplit=1)[-1].strip() in PRIVATE_REFERRERS else -5


def of_transport(header: str) -> int:
    found = re.search(r"max-age=(\d+)", header)
    if not found:
        return -20
    return 0 if int(found[1]) >= HALF_A_YEAR else -10


def of_scripts(html: str) -> int:
    sources = [urlsplit(each) for each in re.findall(r"<script[^>]*\ssrc=[\"']([^\"']+)", html)]
    elsewhere = [each for each in sources if each.netloc]
    if any(each.scheme != "https" for each in elsewhere):
        return -50
    if elsewhere:
        return -5
    return 5 if sources and html.count("integrity=") >= len(sources) else 0


def of_frames(policy: Mapping[str, list[str]], header: str) -> int:
    if policy.get("frame-ancestors") in (["'none'"], ["'self'"]):
        return 5
    return 0 if header.upper() in ("DENY", "SAMEORIGIN") else -20


def of_resources(header: str) -> int:
    if not header:
        return 0
    return {"same-origin": 10, "same-site": 10, "cross-origin": 0}.get(header, -5)
