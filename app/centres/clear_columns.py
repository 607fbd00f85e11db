"""What is stored in clear, column by column, in words. The privacy page prints it.

``tests/guards/test_clear_columns.py`` compares it with the tables: a new column must be sealed,
or stand here with a reason that bears being read by everybody.
"""

from app.centres.clear_calendar import CALENDAR_COLUMNS
from app.centres.clear_visitation import VISITATION_COLUMNS
from app.web.language import mark

# (what the table is for, column -> why it stands in clear)
CLEAR_COLUMNS: dict[str, tuple[str, dict[str, str]]] = {
    "inquiries": (
        mark("En henvendelse"),
        {
            "id": mark("Et tilfældigt nummer"),
            "centre": mark("Hvilket sted der læser den"),
            "reference": mark("Sagsnummeret, som du kan sige højt"),
            "state": mark("Hvor langt den er"),
            "channel": mark("Om den kom fra nettet, på telefonen eller ved fremmøde"),
            "urgency": mark("Om den haster"),
            "due_on": mark("Den nærmeste frist"),
            "received_at": mark("Hvornår vi fik den, til minuttet"),
            "assigned_to": mark("Hvem der er kontaktperson"),
            "citizen_active_on": mark("Hvilken dag du sidst skrev"),
            "unread_by_staff": mark("Om der ligger noget, vi ikke har læst"),
            "closed_on": mark("Hvilken dag den blev afsluttet"),
            "forget_on": mark("Hvilken dag den bliver glemt"),
        },
    ),
    "messages": (
        mark("En besked"),
        {
            "id": mark("Et tilfældigt nummer"),
            "inquiry_id": mark("Hvilken henvendelse den hører til"),
            "staff_id": mark("Hvilken medarbejder der skrev. Tom, når det er dig"),
            "number": mark("Beskedens plads i rækken"),
            "sent_at": mark("Hvornår den blev sendt, til minuttet"),
            "read": mark("Om den er læst"),
        },
    ),
    "notes": (
        mark("En intern note"),
        {
            "id": mark("Et tilfældigt nummer"),
            "inquiry_id": mark("Hvilken henvendelse den hører til"),
            "staff_id": mark("Hvilken medarbejder der skrev"),
            "written_at": mark("Hvornår den blev skrevet"),
        },
    ),
    "answer_sets": (
        mark("Svarene på et spørgeskema"),
        {
            "id": mark("Et tilfældigt nummer"),
            "inquiry_id": mark("Hvilken henvendelse de hører til"),
            "staff_id": mark("Hvilken medarbejder der skrev. Tom, når det er dig"),
            "beside_id": mark("Hvilke svar de står ved siden af"),
            "state": mark("Om de er sendt"),
            "revision": mark("Hvor mange gange de er gemt"),
            "begun_at": mark("Hvornår de blev begyndt, til minuttet"),
            "sent_at": mark("Hvornår de blev sendt, til minuttet"),
        },
    ),
    "form_versions": (
        mark("Et spørgeskema, ord for ord"),
        {
            "version": mark("Et aftryk af ordene"),
            "key": mark("Spørgeskemaets korte navn"),
            "kept_at": mark("Hvornår det først blev brugt her"),
            "form": mark("Spørgsmålene. Ikke svarene"),
            "about": mark("Hvem det er til, og hvordan det tælles sammen"),
        },
    ),
    "form_uses": (
        mark("Et spørgeskema, som et sted bruger"),
        {
            "id": mark("Et tilfældigt nummer"),
            "centre": mark("Hvilket sted der bruger det"),
            "key": mark("Spørgeskemaets korte navn"),
            "version": mark("Hvilken udgave det er"),
            "for_whom": mark("Hvem det er til"),
            "ages": mark("Hvilken alder det er til"),
            "staff_id": mark("Hvilken leder der valgte det"),
            "began_at": mark("Hvornår det blev taget i brug"),
            "ended_at": mark("Hvornår det blev taget ud af brug"),
        },
    ),
    **CALENDAR_COLUMNS,
    **VISITATION_COLUMNS,
    "events": (
        mark("Loggen over, hvad der er sket"),
        {
            "seq": mark("Et løbenummer"),
            "inquiry_id": mark("Hvilken henvendelse det skete med"),
            "happened_at": mark("Hvornår det skete"),
            "actor": mark("Om det var dig, en medarbejder eller systemet"),
            "staff_id": mark("Hvilken medarbejder det var"),
            "what": mark("Hvad der skete, for eksempel »åbnet«"),
            # previous and hash are the chain itself: sums, not words
        },
    ),
    "staff": (
        mark("En medarbejder"),
        {
            "id": mark("Et tilfældigt nummer"),
            "centre": mark("Hvor de arbejder"),
            "name": mark("Navn"),
            "email": mark("E-mail på arbejdet"),
            "role": mark("Rolle"),
            "password_hash": mark("Et aftryk af kodeordet"),
            "totp_last_step": mark("Hvilken engangskode der sidst blev brugt"),
            "active": mark("Om kontoen er åben"),
            "demo": mark("Om kontoen kun er til fremvisning"),
        },
    ),
    "staff_sessions": (
        mark("En medarbejder, der er logget ind"),
        {
            "staff_id": mark("Hvem det er"),
            "began_at": mark("Hvornår de loggede ind"),
            "seen_at": mark("Hvornår de sidst gjorde noget"),
        },
    ),
    "case_keys": (
        mark("En henvendelses nøgle, som er låst inde for sig selv"),
        {
            "inquiry_id": mark("Hvilken henvendelse den åbner"),
            "centre": mark("Hvilket sted der har den anden nøgle"),
            "centre_kid": mark("Hvilken udgave af stedets nøgle"),
            "store_kid": mark("Hvilken udgave af lagerets nøgle"),
            "code_kid": mark("Hvilken udgave af kodens lås"),
        },
    ),
    "contact_marks": (
        mark("Et aftryk af et telefonnummer eller en e-mail, som du har givet os, så stedet kan finde dig igen"),
        {"inquiry_id": mark("Hvilken henvendelse det hører til")},
    ),
    "marked_to": (
        mark("Hvor langt et sted er nået med at lave aftryk"),
        {"name": mark("Stedet og dets nøgles nummer"), "seq": mark("Den nyeste hændelse, der er læst")},
    ),
    "retired_keys": (
        mark("En nøgle, der er taget ud af brug"),
        {
            "name": mark("Hvilken nøgle det er"),
            "kid": mark("Til og med hvilken udgave"),
        },
    ),
    "drafts": (
        mark("En kladde, som ikke er sendt"),
        {
            "inquiry_id": mark("Det nummer, den får, hvis du sender den"),
            "expires_at": mark("Hvornår den bliver slettet"),
        },
    ),
    "citizen_sessions": (
        mark("En åben »Min side«"),
        {
            "inquiry_id": mark("Hvilken henvendelse der er åben"),
            "began_at": mark("Hvornår du loggede ind"),
            "seen_at": mark("Hvornår du sidst gjorde noget"),
        },
    ),
    "shown_codes": (
        mark("En kode, der venter på at blive skrevet ned"),
        {
            "inquiry_id": mark("Hvilken henvendelse den åbner"),
            "expires_at": mark("Hvornår den bliver slettet: ti minutter efter, du ser den, og senest som en kladde"),
        },
    ),
    "forgotten": (
        mark("En henvendelse, der er glemt"),
        {
            "inquiry_id": mark("Det tilfældige nummer, så den aldrig kan komme igen"),
            "forgotten_at": mark("Hvornår den blev glemt"),
        },
    ),
}
