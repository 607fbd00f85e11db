"""What stands in clear of visitation and follow-ups, column by column, in words."""

from app.web.language import mark

VISITATION_COLUMNS: dict[str, tuple[str, dict[str, str]]] = {
    "agenda_items": (
        mark("En henvendelse på dagsordenen til det ugentlige møde"),
        {
            "id": mark("Et tilfældigt nummer"),
            "centre": mark("Hvilket sted det er"),
            "inquiry_id": mark("Hvilken henvendelse det er"),
            "put_by": mark("Hvilken medarbejder der satte den på"),
            "meeting_on": mark("Hvilken dag mødet er"),
            "state": mark("Om den venter, er afgjort eller er taget af"),
            "version": mark("Hvor mange gange den er ændret"),
        },
    ),
    "decision_letters": (
        mark("Et brev om en afgørelse"),
        {
            "id": mark("Et tilfældigt nummer"),
            "centre": mark("Hvilket sted det er"),
            "inquiry_id": mark("Hvilken henvendelse det hører til"),
            "item_id": mark("Hvilket punkt på dagsordenen det var"),
            "number": mark("Om det er det første brev eller et senere"),
            "meeting_on": mark("Hvilken dag mødet var"),
            "decided_at": mark("Hvornår det blev afgjort, til minuttet"),
            "decided_by": mark("Hvilken medarbejder der afgjorde det"),
            "received_on": mark("Hvilken dag du fik brevet"),
        },
    ),
    "meeting_participants": (
        mark("En, der er med til det ugentlige møde"),
        {
            "id": mark("Et løbenummer"),
            "centre": mark("Hvilket sted det er"),
            "meeting_on": mark("Hvilken dag mødet er"),
            "name": mark("Navn"),
            "title": mark("Stilling, for eksempel læge"),
        },
    ),
    "deputies": (
        mark("En kollega, der afgør i lederens sted"),
        {
            "id": mark("Et løbenummer"),
            "centre": mark("Hvilket sted det er"),
            "staff_id": mark("Hvem det er"),
            "named_by": mark("Hvilken leder der bad om det"),
            "first_day": mark("Den første dag"),
            "last_day": mark("Den sidste dag"),
        },
    ),
    "follow_ups": (
        mark("En dag, hvor vi må spørge, hvordan det går"),
        {
            "id": mark("Et tilfældigt nummer"),
            "centre": mark("Hvilket sted det er"),
            "inquiry_id": mark("Hvilken henvendelse den hører til"),
            "kind": mark("Om det er undervejs eller bagefter"),
            "due_on": mark("Hvilken dag det er"),
            "state": mark("Om den er planlagt, holdt eller meldt fra"),
            "tries": mark("Hvor mange gange vi har prøvet"),
            "done_on": mark("Hvilken dag den blev holdt"),
            "done_by": mark("Hvilken medarbejder der holdt den"),
        },
    ),
    "follow_up_consents": (
        mark("Om vi må følge op. Svaret selv er låst inde"),
        {"inquiry_id": mark("Hvilken henvendelse den hører til")},
    ),
}
