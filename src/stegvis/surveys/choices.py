"""Why somebody has not answered on an occasion, and how asking with an unlinked form went."""

from stegvis.core.codes import Code, CodeList

REASON = CodeList(
    "not_answered",
    (
        Code("left_early", "Slutade i förtid", "Left early"),
        Code("not_reached", "Gick inte att nå", "Could not be reached"),
        Code("declined", "Ville inte svara", "Did not want to answer"),
        Code("interpreter_missing", "Tolk saknades", "No interpreter"),
        Code(
            "not_understood", "Frågorna gick inte att förstå", "The questions were not understood"
        ),
        Code("not_suitable", "Passade inte just då", "Not suitable at the time"),
        Code("not_yet_due", "Inte aktuellt än", "Not due yet"),
    ),
)

# What staff tick when they have asked with a form that is tied to nobody.
ASKED = CodeList(
    "asked",
    (
        Code("asked", "Tillfrågad", "Asked"),
        Code("declined", "Ville inte", "Did not want to"),
        Code("not_suitable", "Passade inte då", "Not suitable then"),
    ),
)
WAS_ASKED = ("asked", "declined")  # the question was put to her, whatever she then did
