"""Loading the whole catalogue: every centre's folder, the help lines, the texts that are the same everywhere."""

import re
from collections.abc import Mapping
from pathlib import Path

from app.catalogue.documents import CatalogueFault, Document, Fault, read_document
from app.catalogue.doors import Doors
from app.catalogue.lines import read_lines
from app.catalogue.policies import read_policy
from app.catalogue.services import read_services
from app.catalogue.talks import read_talks
from app.catalogue.values import Catalogue, Centre, HelpLine
from app.catalogue.week import read_opening
from app.catalogue.wording import CENTRE_TEXTS, COMMON_TEXTS, read_texts

ELSEWHERE = "elsewhere"  # the answer of those who live in no served municipality; never a municipality's key
NO_CENTRES = frozenset({"questionnaires"})  # folders of the catalogue that others read
_KEY = re.compile(r"[a-z]{2,40}")


def load_catalogue(folder: Path) -> Catalogue:
    """Load and check ``folder``. A centre is a sub-folder; its name is the centre's key and address.

    Raises ``CatalogueFault`` with every fault at once: file, line, remedy.
    """
    faults: list[Fault] = []
    names = _read_municipalities(read_document(folder, "municipalities.toml", faults))
    texts = read_texts(read_document(folder, "texts.toml", faults), COMMON_TEXTS)
    line_document = read_document(folder, "help_lines.toml", faults)
    lines = read_lines(line_document)
    folders = sorted(each.parent for each in folder.glob("*/*.toml")) if folder.is_dir() else []
    folders = [each for each in dict.fromkeys(folders) if each.name not in NO_CENTRES]
    if not folders:
        faults.append(Fault(file=".", line=1, remedy="there is no centre; add a folder with a policy.toml for one"))
    served: dict[str, str] = {}
    doors = Doors(centres=frozenset(each.name for each in folders))
    centres = [_load_centre(each, folder, faults, served, names, doors) for each in folders]
    _check_line_municipalities(line_document, lines, names)
    if faults:
        raise CatalogueFault(faults)
    return Catalogue(
        centres={centre.key: centre for centre in centres if centre},
        help_lines=lines,
        municipalities={key: names[key] for key in served},
        places=names,
        texts=texts,
    )


def _load_centre(
    place: Path, root: Path, faults: list[Fault], served: dict[str, str], names: Mapping[str, str], doors: Doors
) -> Centre | None:
    """One centre, or ``None`` when a file lacks what a centre needs; why is among the faults."""
    key = place.name
    if not _KEY.fullmatch(key):
        faults.append(Fault(file=key, line=1, remedy="a centre's folder is named with the letters a-z; rename it"))
    policy_document = read_document(root, f"{key}/policy.toml", faults)
    policy_file = read_policy(policy_document)
    opening = read_opening(read_document(root, f"{key}/opening.toml", faults))
    texts = read_texts(read_document(root, f"{key}/texts.toml", faults), CENTRE_TEXTS)
    if policy_file.policy is None or opening.reading is None or "about.name" not in policy_file.values:
        return None
    _check_served(policy_document, policy_file.policy.municipalities, key, served, names)
    service_document = read_document(root, f"{key}/services.toml", faults)
    offers = read_services(service_document, policy_file.policy, policy_file.sources, names)
    return Centre(
        key=key,
        name=policy_file.values["about.name"],
        address=policy_file.values.get("about.address"),
        phone=policy_file.values.get("about.phone"),
        email=policy_file.values.get("about.email"),
        policy=policy_file.policy,
        texts=texts,
        reading=opening.reading,
        telephone=opening.telephone,
        drop_in=opening.drop_in,
        own_closed_days=opening.closed_days,
        stated=policy_file.stated,
        offers=offers,
        doors=doors.read(root, key, policy_file.sources, faults),
        talks=read_talks(read_document(root, f"{key}/talks.toml", faults), policy_file.sources),
    )


def _check_served(
    document: Document, municipalities: tuple[str, ...], key: str, served: dict[str, str], names: Mapping[str, str]
) -> None:
    path = ("about", "municipalities", "value")
    if not names:  # municipalities.toml cannot be read, and its own fault says so
        return
    for municipality in municipalities:
        if municipality not in names:
            document.fault(path, f"'{municipality}' is no municipality's key; take one from municipalities.toml")
        elif municipality in served:
            document.fault(path, f"'{municipality}' is served by '{served[municipality]}' already; name it once")
        else:
            served[municipality] = key


def _check_line_municipalities(document: Document, lines: tuple[HelpLine, ...], names: Mapping[str, str]) -> None:
    for at, line in enumerate(lines):
        for municipality in line.municipalities:
            if names and municipality not in names:
                path = ("line", str(at), "municipalities")
                document.fault(path, f"'{municipality}' is no municipality's key; take one from municipalities.toml")


def _read_municipalities(document: Document) -> dict[str, str]:
    document.unknown_keys((), {"municipalities"})
    names = dict(document.table(("municipalities",)))
    for key, name in names.items():
        if not _KEY.fullmatch(key) or key == ELSEWHERE or not isinstance(name, str) or not name.strip():
            document.fault(
                ("municipalities", key), f"'{key}' must be letters a-z with a name, such as ishoej = \"Ishøj\""
            )
    return names
