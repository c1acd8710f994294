"""What a change of a participation may be, why it is made, and how far it has come."""

from stegvis.core.codes import Code, CodeList

ACTIVE, PAUSED = "active", "paused"
STATUS = CodeList(
    "status",
    (
        Code(ACTIVE, "Aktiv", "Active"),
        Code(PAUSED, "Vilande", "Paused"),
    ),
)

EXTEND, PAUSE, RESUME, INTENSITY = "extend", "pause", "resume", "change_intensity"
CORRECT, REOPEN, TRANSFER = "correct", "reopen", "transfer"
REGISTER, END, VOID, RESTORE = "register", "end", "void", "restore"
KIND = CodeList(
    "change_kind",
    (
        Code(EXTEND, "Förlängning", "Extension"),
        Code(PAUSE, "Vilande", "Pause"),
        Code(RESUME, "Återupptagen", "Resumed"),
        Code(INTENSITY, "Ändrad omfattning", "Changed intensity"),
        Code(CORRECT, "Rättelse", "Correction"),
        Code(REOPEN, "Avslutet borttaget", "Reopened"),
        Code(TRANSFER, "Överföring", "Transfer"),
        Code(REGISTER, "Registrering", "Registration"),
        Code(END, "Avslut", "Exit"),
        Code(VOID, "Struken", "Struck out"),
        Code(RESTORE, "Återställd", "Restored"),
    ),
)
# What the owner decides where the agreement says so; the rest is registered and logged.
DECIDED = (EXTEND, PAUSE, RESUME, INTENSITY)

PROPOSED, APPROVED, REFUSED = "proposed", "approved", "refused"
WITHDRAWN, APPLIED = "withdrawn", "applied"
STATE = CodeList(
    "change_state",
    (
        Code(PROPOSED, "Föreslagen", "Proposed"),
        Code(APPROVED, "Beslutad, inte genomförd än", "Decided, not yet carried out"),
        Code(REFUSED, "Avslagen", "Refused"),
        Code(WITHDRAWN, "Återtagen", "Withdrawn"),
        Code(APPLIED, "Genomförd", "Carried out"),
    ),
)

REASON = CodeList(
    "change_reason",
    (
        Code("plan_continues", "Planen behöver mer tid", "The plan needs more time"),
        Code("close_to_goal", "Nära målet", "Close to the goal"),
        Code("waiting", "Väntar på nästa steg", "Waiting for the next step"),
        Code("illness", "Sjukdom", "Illness"),
        Code("treatment", "Vård eller behandling", "Care or treatment"),
        Code("parental_leave", "Föräldraledighet", "Parental leave"),
        Code("family", "Familjeskäl", "Family reasons"),
        Code("trial_elsewhere", "Prövar arbete eller studier", "Tries work or studies"),
        Code("closed_period", "Insatsen är stängd", "The intervention is closed"),
        Code("more_capacity", "Orkar mer", "Can do more"),
        Code("less_capacity", "Orkar mindre", "Can do less"),
        Code("own_request", "Egen begäran", "Own request"),
        Code("successor", "Efterföljande insats", "Successor intervention"),
        Code("new_agreement", "Ny överenskommelse", "New agreement"),
        Code("registered_wrongly", "Felaktigt registrerat", "Registered wrongly"),
        Code("other", "Annat", "Other"),
    ),
)
