"""What is kept how long: classes of records that an owner decides about."""

from stegvis.core.codes import Code, CodeList

PARTICIPATION, REFERRAL = "participation", "referral"
CLASS = CodeList(
    "record_class",
    (
        Code(PARTICIPATION, "Deltagares uppgifter", "Records of participants"),
        Code(REFERRAL, "Remisser som inte ledde till start", "Referrals that led to no start"),
    ),
)
LONGEST = 240  # months
