"""Languages that somebody interprets from and to while staff read the questions."""

from stegvis.core.codes import Code, CodeList

INTERPRETERS = CodeList(
    "interpreter",
    (
        Code("am", "Amhariska", "Amharic"),
        Code("ar", "Arabiska", "Arabic"),
        Code("bs", "Bosniska, kroatiska eller serbiska", "Bosnian, Croatian or Serbian"),
        Code("prs", "Dari", "Dari"),
        Code("en", "Engelska", "English"),
        Code("fi", "Finska", "Finnish"),
        Code("fr", "Franska", "French"),
        Code("kmr", "Kurmanji", "Kurmanji"),
        Code("fa", "Persiska", "Persian"),
        Code("pl", "Polska", "Polish"),
        Code("ru", "Ryska", "Russian"),
        Code("so", "Somaliska", "Somali"),
        Code("ckb", "Sorani", "Sorani"),
        Code("es", "Spanska", "Spanish"),
        Code("sgn", "Teckenspråk", "Sign language"),
        Code("th", "Thailändska", "Thai"),
        Code("ti", "Tigrinska", "Tigrinya"),
        Code("tr", "Turkiska", "Turkish"),
        Code("uk", "Ukrainska", "Ukrainian"),
        Code("other", "Annat språk", "Another language"),
    ),
)
