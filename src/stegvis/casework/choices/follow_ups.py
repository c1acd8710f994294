"""What is said of a follow-up after the exit; the list of plans is part of the exchange format."""

from stegvis.core.codes import Code, CodeList

CHANNEL = CodeList(
    "contact_channel",
    (
        Code("phone", "Telefon", "Phone"),
        Code("message", "Sms", "Text message"),
        Code("letter", "Brev", "Letter"),
        Code("video", "Video", "Video"),
        Code("in_person", "Möte", "Meeting"),
    ),
)

NEVER_REACHED = "not_reached"
ATTEMPT = CodeList(
    "attempt_result",
    (
        Code("reached", "Fick kontakt och svar", "Reached, and answered"),
        Code("no_answer", "Inget svar, försöker igen", "No answer, will try again"),
        Code(NEVER_REACHED, "Gick inte att nå", "Could not be reached"),
    ),
)
