"""What the pages of answering say, in the languages of who answers; questions bring their own.

Staff pages are translated like the rest of the program. These stand here because a respondent's
language (easy Swedish, Arabic) is none of the program's own.
"""

from collections.abc import Mapping

from stegvis.surveys.rules.questionnaire import (
    EASY,
    RIGHT_TO_LEFT,
    Item,
    Kind,
    Option,
    Text,
    said_in,
)

WORDS: Mapping[str, Text] = {
    "title": {"sv": "Frågor", "en": "Questions", "ar": "أسئلة"},
    "language": {"sv": "Språk", "en": "Language", "ar": "اللغة"},
    "start": {"sv": "Börja", "en": "Start", "ar": "ابدأ"},
    "progress": {
        "sv": "Fråga {number} av {total}",
        "en": "Question {number} of {total}",
        "ar": "السؤال {number} من {total}",
    },
    "next": {"sv": "Nästa", "en": "Next", "ar": "التالي"},
    "back": {"sv": "Tillbaka", "en": "Back", "ar": "رجوع"},
    "skip": {"sv": "Vill inte svara", "en": "Do not want to answer", "ar": "لا أريد الإجابة"},
    "stop": {"sv": "Sluta här", "en": "Stop here", "ar": "توقّف هنا"},
    "choose": {
        "sv": "Välj ett svar, eller tryck på «Vill inte svara».",
        "en": "Choose an answer, or press “Do not want to answer”.",
        "ar": "اختر إجابة أو اضغط على «لا أريد الإجابة».",
    },
    "unfit": {
        "sv": "Svaret passar inte frågan. Titta på det en gång till.",
        "sv-easy": "Något blev fel i svaret. Försök en gång till.",
        "en": "The answer does not fit the question. Please look at it again.",
        "ar": "الإجابة لا تناسب السؤال. يُرجى مراجعتها.",
    },
    "split": {
        "sv": "Procent. Tillsammans ska det bli 100.",
        "en": "Per cent. Together they make 100.",
        "ar": "نسبة مئوية. يجب أن يكون المجموع 100.",
    },
    "rights": {
        "sv": "Det är frivilligt att svara. Du kan hoppa över en fråga eller sluta när du vill.",
        "sv-easy": "Du behöver inte svara. Du kan hoppa över en fråga. Du kan sluta när du vill.",
        "en": "Answering is voluntary. You can skip a question or stop whenever you like.",
        "ar": "الإجابة اختيارية. يمكنك تخطي سؤال أو التوقف متى شئت.",
    },
    "practice": {"sv": "Vi övar först", "en": "Let us practise first", "ar": "لنتدرب أولاً"},
    "practice_why": {
        "sv": "Det här svaret sparas inte.",
        "en": "This answer is not saved.",
        "ar": "لن تُحفظ هذه الإجابة.",
    },
    "practice_text": {
        "sv": "Tycker du om kaffe?",
        "en": "Do you like coffee?",
        "ar": "هل تحب القهوة؟",
    },
    "yes": {"sv": "Ja", "en": "Yes", "ar": "نعم"},
    "no": {"sv": "Nej", "en": "No", "ar": "لا"},
    "done": {
        "sv": "Du är klar med frågorna",
        "en": "You have come to the end",
        "ar": "لقد وصلت إلى النهاية",
    },
    "answered": {
        "sv": "Du har svarat på {number} av {total} frågor.",
        "en": "You have answered {number} of {total} questions.",
        "ar": "لقد أجبت على {number} من {total} أسئلة.",
    },
    "send": {"sv": "Skicka mina svar", "en": "Send my answers", "ar": "أرسل إجاباتي"},
    "remove": {"sv": "Ta bort mina svar", "en": "Remove my answers", "ar": "احذف إجاباتي"},
    "sent": {
        "sv": "Tack, svaren är skickade",
        "en": "Thank you, received",
        "ar": "شكراً، تم الاستلام",
    },
    "close": {
        "sv": "Nu kan du stänga sidan.",
        "en": "You can close the page now.",
        "ar": "يمكنك الآن إغلاق الصفحة.",
    },
    "removed": {
        "sv": "Dina svar är borttagna",
        "en": "Your answers are removed",
        "ar": "تم حذف إجاباتك",
    },
    "removed_next": {
        "sv": "Inget har skickats. Du kan svara en annan gång med samma länk eller kod.",
        "en": "Nothing has been sent. You can answer another time with the same link or code.",
        "ar": "لم يُرسل شيء. يمكنك الإجابة في وقت آخر بالرابط أو الرمز نفسه.",
    },
    "offline": {
        "sv": "Ingen kontakt med nätet. Låt sidan vara öppen: ditt svar skickas så fort det går.",
        "sv-easy": "Nätet fungerar inte nu. Stäng inte sidan. Ditt svar skickas snart.",
        "en": "No connection. Keep the page open: your answer is sent as soon as possible.",
        "ar": "لا يوجد اتصال بالشبكة. اترك الصفحة مفتوحة وسيُرسل جوابك حالما يعود الاتصال.",
    },
    "offline_kept": {
        "sv": "Ingen kontakt med nätet. Ditt svar är sparat här och skickas så fort det går.",
        "sv-easy": "Nätet fungerar inte nu. Ditt svar är sparat. Det skickas snart.",
        "en": "No connection. Your answer is kept here and is sent as soon as possible.",
        "ar": "لا يوجد اتصال بالشبكة. جوابك محفوظ هنا وسيُرسل حالما يعود الاتصال.",
    },
    "listen": {"sv": "Lyssna", "en": "Listen", "ar": "استمع"},
    "quiet": {"sv": "Stoppa", "en": "Stop", "ar": "أوقف"},
    "write_hint": {
        "sv": "Högst 1 000 tecken. Bara personalen i insatsen läser det du skriver.",
        "sv-easy": "Skriv kort. Bara de som jobbar här läser det du skriver.",
        "en": "At most 1,000 characters. Only the staff you meet here read what you write.",
        "ar": "ألف حرف كحد أقصى. لا يقرأ ما تكتبه إلا الموظفون الذين تلتقي بهم هنا.",
    },
    "earlier": {
        "sv": "Första gången svarade du: {answer}",
        "en": "The first time you answered: {answer}",
        "ar": "في المرة الأولى أجبت: {answer}",
    },
    "where_help": {"sv": "Här finns hjälp", "en": "Where help is", "ar": "أين تجد المساعدة"},
    "what_next": {"sv": "Det här händer nu", "en": "What happens next", "ar": "ما الذي سيحدث الآن"},
    "next_linked": {
        "sv": "Personalen i insatsen kan se dina svar. Ni kan prata om dem nästa gång ni ses.",
        "sv-easy": "De som jobbar här kan se dina svar. Ni kan prata om dem när ni ses.",
        "en": "The staff you meet here can see your answers. You can talk about them next time.",
        "ar": "يستطيع الموظفون الذين تلتقي بهم رؤية إجاباتك. يمكنكم التحدث عنها في المرة القادمة.",
    },
    "next_unlinked": {
        "sv": "Dina svar räknas ihop med andras. Ingen kan se vad just du har svarat.",
        "sv-easy": "Ingen kan se vad just du har svarat.",
        "en": "Your answers are counted together with others'. Nobody can see which are yours.",
        "ar": "تُجمع إجاباتك مع إجابات الآخرين. لا أحد يستطيع أن يرى إجاباتك أنت.",
    },
    "wipe": {"sv": "Avsluta och rensa", "en": "End and clear", "ar": "أنهِ وامسح"},
    "still_there": {
        "sv": "Är du kvar? Annars rensas sidan strax.",
        "sv-easy": "Är du kvar? Sidan rensas snart.",
        "en": "Are you still there? Otherwise the page is cleared in a moment.",
        "ar": "هل ما زلت هنا؟ وإلا ستُمسح الصفحة بعد قليل.",
    },
    "stay": {"sv": "Jag är kvar", "en": "I am still here", "ar": "ما زلت هنا"},
    "hand_back": {
        "sv": "Nu är allt borta från skärmen. Lämna tillbaka den till personalen.",
        "sv-easy": "Nu är dina svar borta från skärmen. Lämna tillbaka den.",
        "en": "Everything is gone from the screen now. Give it back to the staff.",
        "ar": "لم يبق شيء على الشاشة الآن. أعد الجهاز إلى الموظفين.",
    },
    "next_person": {"sv": "Nästa person", "en": "Next person", "ar": "الشخص التالي"},
    "staff_login": {
        "sv": "Personal: logga in",
        "en": "Staff: log in",
        "ar": "الموظفون: تسجيل الدخول",
    },
    "interview": {
        "sv": "Intervju: läs frågan och svaren högt, och fyll i svaret du får.",
        "en": "Interview: read the question and answers aloud, and fill in the answer you get.",
        "ar": "مقابلة: اقرأ السؤال والإجابات بصوت عالٍ، واملأ الإجابة التي تحصل عليها.",
    },
    "to_staff": {
        "sv": "Tillbaka till deltagaren",
        "en": "Back to the participant",
        "ar": "العودة إلى المشارك",
    },
    "leave": {"sv": "Lämna sidan", "en": "Leave this page", "ar": "غادر الصفحة"},
    "help": {
        "sv": "Är det fara just nu? Ring 112. Råd om vård och hjälp: ring 1177.",
        "en": "Is there danger right now? Call 112. For advice on care and help, call 1177.",
        "ar": "هل هناك خطر الآن؟ اتصل بالرقم 112. للمشورة والمساعدة اتصل بالرقم 1177.",
    },
    "code": {"sv": "Skriv din kod", "en": "Type your code", "ar": "اكتب الرمز"},
    "code_hint": {
        "sv": "Tio bokstäver och siffror, till exempel BCDFG-HJKM2.",
        "en": "Ten letters and digits, for example BCDFG-HJKM2.",
        "ar": "عشرة أحرف وأرقام، مثل BCDFG-HJKM2.",
    },
    "closed": {
        "sv": "Länken eller koden går inte att använda",
        "en": "The link or code cannot be used",
        "ar": "لا يمكن استخدام الرابط أو الرمز",
    },
    "closed_next": {
        "sv": "Den kan vara använd, för gammal eller felskriven. Fråga den som gav dig den.",
        "en": "It may have been used, be too old or mistyped. Ask the person who gave it to you.",
        "ar": "ربما استُخدم أو انتهت صلاحيته أو كُتب خطأً. اسأل الشخص الذي أعطاك إياه.",
    },
    "wait": {
        "sv": "För många försök. Vänta en minut.",
        "en": "Too many tries. Wait a minute.",
        "ar": "محاولات كثيرة. انتظر دقيقة.",
    },
}
# What an unlinked form asks before its own questions; nothing else is known of who answers.
GENDER = Item(
    "-gender",
    Kind.CHOICE,
    {"sv": "Är du …", "en": "Are you …", "ar": "هل أنت …"},
    options=(
        Option("woman", {"sv": "Kvinna", "en": "A woman", "ar": "امرأة"}),
        Option("man", {"sv": "Man", "en": "A man", "ar": "رجل"}),
        Option("other", {"sv": "Annat", "en": "Other", "ar": "غير ذلك"}),
    ),
)
OCCASION = Item(
    "-occasion",
    Kind.CHOICE,
    {
        "sv": "Har du svarat på de här frågorna hos oss förut?",
        "en": "Have you answered these questions here before?",
        "ar": "هل أجبت على هذه الأسئلة هنا من قبل؟",
    },
    options=(
        Option("first", {"sv": "Nej", "en": "No", "ar": "لا"}),
        Option("again", {"sv": "Ja", "en": "Yes", "ar": "نعم"}),
    ),
)
LANGUAGES = {"sv": "Svenska", EASY: "Lätt svenska", "en": "English", "ar": "العربية"}


def words(language: str) -> dict[str, str]:
    """All of it in `language`, by name."""
    return {name: said_in(text, language) for name, text in WORDS.items()}


def direction(language: str) -> str:
    """Which way `language` is read, as HTML says it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def tag(language: str) -> str:
    """`language` as HTML says it; easy Swedish is Swedish."""
    return "sv" if language == EASY else language
