"""Slots for licensed forms: a sample file that shows the shape, without one licensed word.

An association with an agreement writes the licensed texts into the sample and imports it; the
wording is then locked.
"""

from dataclasses import dataclass

from stegvis.surveys.rules.questionnaire import Item, Kind, Option, Questionnaire, Section

NNS = "Nationella nätverket för samordningsförbund"
BIP = "Væksthusets Forskningscenter"
WRITE = "Skriv formulärets egen ordalydelse här"


@dataclass(frozen=True)
class Slot:
    """A licensed form that can be imported: what it is, whose, and who answers."""

    name: str
    title: str
    owner: str
    respondent: str
    kind: Kind

    @property
    def linked(self) -> bool:
        """Whether answers belong to a participation: not where a group answers once a year."""
        return self.respondent == "participant" or self.owner == BIP


SLOTS = {
    slot.name: slot
    for slot in (
        Slot("nns-pagaende", "NNS indikatorer, pågående", NNS, "participant", Kind.CHOICE),
        Slot("nns-avslut", "NNS indikatorer, avslut", NNS, "participant", Kind.CHOICE),
        Slot("nns-personal", "NNS indikatorer, insatspersonal", NNS, "caseworker", Kind.CHOICE),
        Slot("nns-remittent", "NNS indikatorer, remittenter", NNS, "referrer", Kind.CHOICE),
        Slot("nns-chef", "NNS indikatorer, chefer i samverkan", NNS, "manager", Kind.CHOICE),
        Slot("nns-styrelse", "NNS indikatorer, styrelse", NNS, "board", Kind.CHOICE),
        Slot("bip-deltagare", "BIP, deltagarens frågor", BIP, "participant", Kind.SCALE),
        Slot("bip-personal", "BIP, insatspersonalens frågor", BIP, "caseworker", Kind.SCALE),
    )
}


def sample(slot: Slot) -> Questionnaire:
    """Three rows to write over, locked as soon as they are imported."""
    return Questionnaire(
        code=slot.name,
        version="1",
        title={"sv": slot.title},
        respondent=slot.respondent,
        linked=slot.linked,
        locked=True,
        licence=f"Avtal med {slot.owner}",
        source=slot.owner,
        sections=(Section(tuple(_item(slot, number) for number in range(1, 4))),),
    )


def _item(slot: Slot, number: int) -> Item:
    text = {"sv": f"{WRITE} (fråga {number})"}
    code = f"indikator{number}"
    if slot.kind is Kind.SCALE:
        return Item(
            code,
            Kind.SCALE,
            text,
            low_label={"sv": "Skalans lägsta ord"},
            high_label={"sv": "Skalans högsta ord"},
            better=1,
            dimension=code,
        )
    options = tuple(Option(f"svar{at}", {"sv": f"Formulärets svar {at}"}) for at in range(1, 5))
    return Item(code, Kind.CHOICE, text, options=options, positive=("svar3", "svar4"))
