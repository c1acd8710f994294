"""What a person may consent to, and how it is known that she did."""

from stegvis.core.codes import Code, CodeList

SECRECY, REGISTRATION = "secrecy", "registration"
SURVEY_MESSAGE, ONE_YEAR_CONTACT = "survey_message", "one_year_contact"
KIND = CodeList(
    "consent_kind",
    (
        Code(SECRECY, "Häva sekretess", "Lift secrecy"),
        Code(REGISTRATION, "Registreras", "Be registered"),
        Code(SURVEY_MESSAGE, "Få enkäter som meddelande", "Be sent surveys"),
        Code(ONE_YEAR_CONTACT, "Kontaktas efter ett år", "Be contacted after a year"),
    ),
)

PAPER, ELECTRONIC = "paper", "electronic"
HOW = CodeList(
    "consent_how",
    (
        Code(PAPER, "Underskrivet på papper", "Signed on paper"),
        Code(ELECTRONIC, "Elektroniskt underskrivet", "Signed electronically"),
    ),
)

KEPT_AT = CodeList(
    "consent_kept_at",
    (
        Code("referrer", "Hos remittenten", "With the referrer"),
        Code("intervention", "Hos insatsen", "With the intervention"),
        Code("archive", "I insatsägarens arkiv", "In the owner's archive"),
    ),
)
