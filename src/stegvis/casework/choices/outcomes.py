"""What a participation is wanted to lead to, and whether it did."""

from stegvis.core.codes import Code, CodeList

WANTED = CodeList(
    "wanted_outcome",
    (
        Code("work", "Arbete", "Work"),
        Code("studies", "Studier", "Studies"),
        Code("ready_to_seek", "Redo att söka arbete", "Ready to look for work"),
        Code("work_training", "Arbetsträning eller praktik", "Work training or internship"),
        Code("work_capacity", "Arbetsförmågan klarlagd", "Capacity for work made clear"),
        Code("health", "Bättre hälsa", "Better health"),
        Code("daily_routines", "Fungerande rutiner i vardagen", "Daily routines that work"),
        Code("right_support", "Rätt stöd från rätt myndighet", "The right support in place"),
        Code("own_income", "Egen försörjning", "Living on an income of her own"),
        Code("common_plan", "En gemensam plan framåt", "A common plan ahead"),
    ),
)

REACHED, PARTLY, NOT_REACHED = "reached", "partly", "not_reached"
SCORE = CodeList(
    "outcome_score",
    (
        Code(REACHED, "Uppnått", "Reached"),
        Code(PARTLY, "Delvis uppnått", "Partly reached"),
        Code(NOT_REACHED, "Inte uppnått", "Not reached"),
    ),
)
