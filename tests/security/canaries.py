"""Words that nobody else would write, to be looked for where nothing a person wrote may be."""

import base64
import secrets
from dataclasses import dataclass, field

from app.rules.answers import Answers, Contact, ContactChannel, ForWhom, Rung, SafeContact
from tests.security.world import ANSWERS


@dataclass
class Canaries:
    """All begin alike, so that one search finds every one of them, in whatever dress."""

    family: str = field(default_factory=lambda: f"kanarie{secrets.token_hex(8)}")
    hatched: int = 0

    def word(self) -> str:
        """A new one, with a letter that JSON would write as an escape."""
        self.hatched += 1
        return f"{self.family}ø{self.hatched}"

    def phone(self) -> str:
        self.hatched += 1
        return f"+45{20_000_000 + secrets.randbelow(70_000_000)}"

    def answers(self) -> Answers:
        """An inquiry with a canary in every field where a person may write."""
        safe = SafeContact(channel=ContactChannel.PHONE, phone=self.phone(), email=self.email(), code_word=self.word())
        told = {**vars(ANSWERS), "own_words": f"{self.word()} \n {self.word()}", "contact_choice": Rung.NAME}
        return Answers(**{**told, "contact": Contact(nickname=self.word(), name=self.word(), safe=safe)})

    def relative(self) -> Answers:
        told = {**vars(ANSWERS), "for_whom": ForWhom.RELATIVE, "topics": (), "own_words": self.word()}
        return Answers(**{**told, "contact_choice": Rung.NICKNAME, "contact": Contact(nickname=self.word())})

    def email(self) -> str:
        self.hatched += 1
        return f"{self.family}{self.hatched}@kanarie.example"

    def dressed(self) -> dict[str, bytes]:
        """How any of them could stand in a file."""
        plain = self.family.encode()
        dresses = {
            "utf-8": plain,
            "utf-16-le": self.family.encode("utf-16-le"),
            "utf-16-be": self.family.encode("utf-16-be"),
            "hex": plain.hex().encode(),
            "HEX": plain.hex().upper().encode(),
            "reversed": plain[::-1],
            "percent": b"%" + plain.hex("%").encode(),
            "json": "".join(f"\\u{ord(letter):04x}" for letter in self.family).encode(),
        }
        for shift in range(3):  # Base64 looks different at each of three places
            packed = base64.b64encode(b"\0" * shift + plain)
            dresses[f"base64 {shift}"] = packed[4 if shift else 0 : -4]
        return dresses

    def found_in(self, content: bytes) -> list[str]:
        low = content.lower()
        return [name for name, dress in self.dressed().items() if dress in content or dress.lower() in low]
