"""Texts that would run as script wherever a page forgot to escape them, made by combination.

Each counts up ``window.ran`` or asks for ``/ran/``, so that running one cannot go unnoticed.
"""

from itertools import product

RUN = "window.ran=1"
# Out of text, an attribute in either kind of quotes, a box, a title, a comment, a list, a style.
OUT_OF = (
    *("", '">', "'>", "</textarea>", "</title>", "-->", "</option></select>", "</style>"),
    *("</script>", "]]>", "</noscript>", "\\u0022>", "%22%3E", "&quot;>", "</label>"),
)
TAGS = (
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg/onload={}>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}>",
    "<textarea autofocus onfocus={}>",
    "<button autofocus onfocus={}>",
    "<marquee onstart={}>",
    "<iframe srcdoc='<script>parent.{}</script>'>",
    "<iframe src='javascript:parent.{}'>",
    "<object data='javascript:{}'>",
    "<embed src='javascript:{}'>",
    "<math><mi xlink:href='javascript:{}'>x</mi></math>",
    "<link rel=stylesheet href=x onerror={}>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href='javascript:{}//'>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<svg><script>{}</script></svg>",
    "<style onload={}></style>",
    "<img src=x\tonerror\n=\n{}>",
    "<IMG SRC=x OnErRoR={}>",
    "<img src=x onerror=&#119;indow.ran=1><!--{}-->",
    "<x contenteditable autofocus onfocus={} tabindex=1>",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<div hx-get=/ran/ hx-trigger=load data-x={}>",
    "<div data-hx-get=/ran/ hx-trigger=load hx-on::load={}>",
    "<form action=/ran/><button autofocus onfocus={}>",
    "<a href='javascript:{}' autofocus>x</a>",
    "<img src=/ran/ alt={}>",
    "<xmp><svg/onload={}></xmp><svg/onload=window.ran=1>",
)
# Where no tag is needed: inside attributes, templates, and translated formats.
OTHERS = (
    *('" onfocus={} autofocus x="', "' onfocus={} autofocus x='", "` onfocus={} autofocus x=`"),
    *('" onmouseover={} style=position:fixed;inset:0 x="', "javascript:{}", "data:text/html,{}"),
    *("{{{{ 7 * 7 }}}}", "{{% debug %}}", "${{{}}}", "#{{{}}}", "<%= {} %>", "{{number}}{}"),
    *(
        "\u202e<svg onload={}>",
        "\uff1cscript\uff1e{}\uff1c/script\uff1e",
        "<\x00script>{}</script>",
    ),
    *("%(name)s{}", "&lt;script&gt;{}&lt;/script&gt;", "\\x3cscript\\x3e{}\\x3c/script\\x3e"),
    *('"}},alert(1),{{"x":"{}', "';{};'", '";{};"', "\u2028{}\u2029", "</script><script>{}//"),
)


def payloads() -> list[str]:
    """More than five hundred, the plain ones first."""
    inside = [_filled(each) for each in (*TAGS, *OTHERS)]
    broken = [out + _filled(tag) for out, tag in product(OUT_OF[1:], TAGS)]
    return [each.replace("\x00", "") for each in [*inside, *broken]]


def _filled(text: str) -> str:
    return text.format(RUN) if "{}" in text else text
