"""Text on its way into an Adaptive Card: nothing that a person typed may become a link, a mention, layout or a macro.

Teams reads a subset of Markdown in most texts of a card, and no two of its programs the same one; a backslash that one
takes away another shows. So the signs that mean something are replaced by look-alikes, wherever a text stands.
"""

import re

from handlers.letters import clean

_LAYOUT = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ", "<": "‹", ">": "›", "|": "∣", "\\": "∖"})
"""Look-alikes of emphasis, code, mentions and tags (`<at>`), quotes, tables, and what takes a sign's meaning away."""
_SIGNS = (
    # Within a word it means nothing, and "in_review" can be copied.
    (re.compile(r"(?<![^\W_])_|_(?![^\W_])"), "＿"),
    (re.compile(r"&(?=#?\w{1,32};)"), "＆"),
    # A link's two halves, apart: "[words] (address)", "[words] [name]", "[name] : address".
    (re.compile(r"\](?=[\[(:])"), "] "),
    # {{DATE(...)}} is shown as a date, and ${...} may be filled in.
    (re.compile(r"\{(?=\{)"), "{ "),
    (re.compile(r"\$(?=\{)"), "$ "),
    # Addresses become links by themselves in some programs.
    (re.compile("//"), "∕∕"),
    (re.compile(r"(?i)(?<!\w)(mailto|tel|sms|callto|sip|javascript|vbscript|data|file|msteams):(?=\S)"), "\\1꞉"),
    (re.compile(r"(?i)(?<!\w)(www)\.(?=\S)"), "\\1․"),
    (re.compile(r"(?<=[^\W_])\.(?=[^\W\d_]{2,}(?!\w))"), "․"),
    # What a line may begin with to become a list, a heading or a rule.
    (re.compile(r"(?m)^ +"), lambda found: "\u00a0" * len(found[0])),
    (re.compile(r"(?m)^([\u00a0 ]*)-(?=[-\s]|$)"), "\\1‑"),
    (re.compile(r"(?m)^([\u00a0 ]*)\+(?=\s|$)"), "\\1＋"),
    (re.compile(r"(?m)^([\u00a0 ]*)#(?=[#\s]|$)"), "\\1＃"),
    (re.compile(r"(?m)^([\u00a0 ]*)=(?=[=\s]|$)"), "\\1＝"),
    (re.compile(r"(?m)^([\u00a0 ]*\d{1,9})\.(?=\s|$)"), "\\1․"),
    (re.compile(r"(?m)^([\u00a0 ]*\d{1,9})\)(?=\s|$)"), "\\1﹚"),
)
_MARKED = re.compile(r"[*_~`<>|\\&\]{$/:.\-+#=)]|^ |\n ")
"""Without any of these nothing has to be replaced."""


def inert(text: str) -> str:
    """The text, cleaned, in which Teams finds nothing but text; line breaks stay."""
    made = clean(text)
    if not _MARKED.search(made):
        return made
    made = made.translate(_LAYOUT)
    for sign, instead in _SIGNS:
        made = sign.sub(instead, made)
    return made


def one_line(text: str) -> str:
    """An inert text without line breaks."""
    return " ".join(inert(text).split())


def weight(text: str) -> int:
    """The bytes that a text takes."""
    return len(text.encode(errors="surrogatepass"))


def clipped(text: str, most: int) -> str:
    """At most so many characters of an inert text, with an ellipsis where something was left off."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def pieces(text: str, most: int) -> tuple[str, ...]:
    """A text in inert pieces, each of so many bytes before, broken at a line's or a word's end; nothing is lost.

    Only then are they made inert: where a piece begins a line begins.
    """
    left, found = clean(text), list[str]()
    while weight(left) > most:
        piece = left.encode()[:most].decode(errors="ignore")
        ends = (piece.rfind(sign) + 1 for sign in "\n ")
        piece = piece[: next((end for end in ends if end > len(piece) // 2), len(piece))]
        found.append(piece)
        left = left[len(piece) :]
    return tuple(inert(piece.strip("\n")) for piece in (*found, left) if piece.strip())
