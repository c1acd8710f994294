"""What a meeting with the referrer, and a group session, may say."""

from stegvis.core.codes import Code, CodeList

AFTER_WEEKS, BEFORE_END, EXTRA = "after_weeks", "before_end", "extra"
OCCASIONS = (AFTER_WEEKS, BEFORE_END, EXTRA)

OFFERED, BOOKED, HELD, CANCELLED, NOT_HELD = "offered", "booked", "held", "cancelled", "not_held"
STATE = CodeList(
    "meeting_state",
    (
        Code(OFFERED, "Erbjudet", "Offered"),
        Code(BOOKED, "Bokat", "Booked"),
        Code(HELD, "Hållet", "Held"),
        Code(CANCELLED, "Avbokat", "Cancelled"),
        Code(NOT_HELD, "Blev inte av", "Not held"),
    ),
)

MODE = CodeList(
    "meeting_mode",
    (
        Code("in_person", "På plats", "In person"),
        Code("video", "Video", "Video"),
        Code("phone", "Telefon", "Phone"),
    ),
)

PARTY = CodeList(
    "meeting_party",
    (
        Code("participant", "Deltagaren", "The participant"),
        Code("referrer", "Remittenten", "The referrer"),
        Code("intervention", "Insatsen", "The intervention"),
        Code("fk", "Försäkringskassan", "Social Insurance Agency"),
        Code("af", "Arbetsförmedlingen", "Public Employment Service"),
        Code("municipality", "Kommunen", "Municipality"),
        Code("care", "Vården", "Health care"),
        Code("employer", "Arbetsgivaren", "The employer"),
        Code("other", "Annan", "Someone else"),
    ),
)
# Those who are asked whether they came when nobody has said anything else.
USUAL_PARTIES = ("participant", "referrer", "intervention")

ATTENDED, ABSENT = "attended", "absent"
PRESENCE = CodeList(
    "meeting_presence",
    (
        Code(ATTENDED, "deltog", "took part"),
        Code(ABSENT, "uteblev", "did not come"),
    ),
)

PRESENT, LATE, ABSENT_KNOWN, ABSENT_UNKNOWN = "present", "late", "absent_known", "absent"
ATTENDANCE = CodeList(
    "attendance",
    (
        Code(PRESENT, "Närvarande", "Present"),
        Code(LATE, "Sen", "Late"),
        Code(ABSENT_KNOWN, "Anmäld frånvaro", "Absent, gave notice"),
        Code(ABSENT_UNKNOWN, "Frånvarande", "Absent"),
    ),
)
THERE = (PRESENT, LATE)
