"""What a referral, and the joint meeting that takes it up, may say."""

from stegvis.core.codes import Code, CodeList

DRAFT, SENT, RECEIVED, NEEDS_MORE = "draft", "sent", "received", "needs_more"
JOINT_MEETING, PREPARING, WAITING = "joint_meeting", "preparing", "waiting"
ACCEPTED, STARTED, DECLINED = "accepted", "started", "declined"
DECLINED_BY_PERSON, WITHDRAWN, EXPIRED = "declined_by_person", "withdrawn", "expired"
STATUS = CodeList(
    "referral_status",
    (
        Code(DRAFT, "Utkast", "Draft"),
        Code(SENT, "Skickad", "Sent"),
        Code(RECEIVED, "Mottagen", "Received"),
        Code(NEEDS_MORE, "Behöver kompletteras", "Needs more"),
        Code(JOINT_MEETING, "På utökat möte", "On a joint meeting's agenda"),
        Code(PREPARING, "Förbereds", "Being prepared"),
        Code(WAITING, "På väntelista", "On the waiting list"),
        Code(ACCEPTED, "Antagen", "Accepted"),
        Code(STARTED, "Startad", "Started"),
        Code(DECLINED, "Avböjd av insatsen", "Declined"),
        Code(DECLINED_BY_PERSON, "Personen tackade nej", "Declined by the person"),
        Code(WITHDRAWN, "Återtagen", "Withdrawn"),
        Code(EXPIRED, "Förfallen", "Expired"),
    ),
)
# In the hands of the intervention: it owes an answer or a start.
OPEN = (SENT, RECEIVED, NEEDS_MORE, JOINT_MEETING, PREPARING, WAITING, ACCEPTED)
UNANSWERED = (SENT, RECEIVED, JOINT_MEETING)

REASON = CodeList(
    "referral_reason",
    (
        Code("no_place", "Ingen ledig plats", "No place free"),
        Code("not_target_group", "Utanför målgruppen", "Outside the target group"),
        Code("other_more_suitable", "Annan insats passar bättre", "Another one suits better"),
        Code("needs_care_first", "Vård behövs först", "Care is needed first"),
        Code("too_early", "För tidigt", "Too early"),
        Code("already_taking_part", "Deltar redan", "Takes part already"),
        Code("no_answer", "Gick inte att nå", "Could not be reached"),
        Code("incomplete", "Underlaget räckte inte", "Not enough was said"),
        Code("moved", "Har flyttat", "Has moved"),
        Code("changed_situation", "Situationen har ändrats", "The situation has changed"),
        Code("sent_by_mistake", "Skickad av misstag", "Sent by mistake"),
        Code("other", "Annat", "Other"),
    ),
)

SITUATION = CodeList(
    "referral_situation",
    (
        Code("unemployed", "Arbetslös", "Unemployed"),
        Code("sick_listed", "Sjukskriven", "Sick-listed"),
        Code("partly_sick_listed", "Periodvis eller delvis sjukskriven", "Partly sick-listed"),
        Code("employed", "Har anställning", "Employed"),
        Code("studies", "Studerar", "Studies"),
        Code("newly_arrived", "Nyanländ", "Newly arrived"),
        Code("came_alone_as_child", "Kom som ensamkommande barn", "Came alone as a child"),
        Code("other", "Annat", "Other"),
    ),
)

YES_NO = CodeList(
    "yes_no",
    (
        Code("yes", "Ja", "Yes"),
        Code("no", "Nej", "No"),
        Code("unknown", "Vet inte", "Not known"),
    ),
)

THREE_PARTY = CodeList(
    "three_party",
    (
        Code("no", "Behövs inte", "Not needed"),
        Code("yes", "Önskas", "Wanted"),
        Code("planned", "Är inplanerat", "Planned"),
    ),
)

PROGRAMME = CodeList(
    "referrer_programme",
    (
        Code("af_fk", "Förstärkt samverkan AF/FK", "Enhanced cooperation AF/FK"),
        Code("fk_work_trial", "Arbetsprövning hos FK", "Work trial at FK"),
        Code("job_guarantee", "Jobb- och utvecklingsgarantin", "Job and development guarantee"),
        Code("youth_guarantee", "Jobbgarantin för ungdomar", "Youth job guarantee"),
        Code("establishment", "Etableringsprogrammet", "Establishment programme"),
        Code("municipal_labour", "Kommunens arbetsmarknadsinsats", "Municipal labour programme"),
        Code("other", "Annat", "Other"),
    ),
)

CONTACT = CodeList(
    "ongoing_contact",
    (
        Code("social_services", "Socialtjänsten", "Social services"),
        Code("af", "Arbetsförmedlingen", "Public Employment Service"),
        Code("fk", "Försäkringskassan", "Social Insurance Agency"),
        Code("primary_care", "Primärvården", "Primary care"),
        Code("psychiatry", "Psykiatrin", "Psychiatry"),
        Code("prison_probation", "Frivården", "Probation service"),
        Code("employer", "Arbetsgivare", "Employer"),
        Code("other", "Annan", "Other"),
    ),
)

LANGUAGE = CodeList(
    "interpreter_language",
    (
        Code("ara", "Arabiska", "Arabic"),
        Code("sqi", "Albanska", "Albanian"),
        Code("bos", "Bosniska/kroatiska/serbiska", "Bosnian/Croatian/Serbian"),
        Code("prs", "Dari", "Dari"),
        Code("eng", "Engelska", "English"),
        Code("fin", "Finska", "Finnish"),
        Code("fra", "Franska", "French"),
        Code("ckb", "Kurdiska (sorani)", "Kurdish (Sorani)"),
        Code("kmr", "Kurdiska (kurmanji)", "Kurdish (Kurmanji)"),
        Code("fas", "Persiska", "Persian"),
        Code("pus", "Pashto", "Pashto"),
        Code("pol", "Polska", "Polish"),
        Code("ron", "Rumänska", "Romanian"),
        Code("rus", "Ryska", "Russian"),
        Code("som", "Somaliska", "Somali"),
        Code("spa", "Spanska", "Spanish"),
        Code("swl", "Svenskt teckenspråk", "Swedish sign language"),
        Code("tha", "Thailändska", "Thai"),
        Code("tir", "Tigrinja", "Tigrinya"),
        Code("tur", "Turkiska", "Turkish"),
        Code("ukr", "Ukrainska", "Ukrainian"),
        Code("vie", "Vietnamesiska", "Vietnamese"),
        Code("other", "Annat språk", "Another language"),
    ),
)

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
MEETING_STATE = CodeList(
    "joint_meeting_state",
    (
        Code(PLANNED, "Planerat", "Planned"),
        Code(HELD, "Hållet", "Held"),
        Code(CANCELLED, "Inställt", "Cancelled"),
    ),
)

ATTENDEE_ROLE = CodeList(
    "attendee_role",
    (
        Code("officer", "Handläggare", "Officer"),
        Code("manager", "Chef", "Manager"),
        Code("coordinator", "Samordnare", "Coordinator"),
        Code("care", "Vårdpersonal", "Care staff"),
        Code("participant", "Personen själv", "The person herself"),
        Code("other", "Annan", "Other"),
    ),
)

# What a joint meeting may decide: statuses that its referrals go on to.
DECISIONS = (PREPARING, WAITING, ACCEPTED, NEEDS_MORE, DECLINED, DECLINED_BY_PERSON)
