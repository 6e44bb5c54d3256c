"""Numbers that look like a phone's and are none: dates, accounts, amounts, orders and cases."""

import re

from bot.understanding.traces.spans import before, blanked, matches, one_of

SEPARATOR = r"[ \u00a0\u2009\u202f().\-‐‑–/]"
"""What may stand between the digits of one number; several kinds of spaces and hyphens are typed."""

# ---- known by their shape ----

_ADDRESS_OF_PAGE = re.compile(r"https?://[^\s<>|]+")
_IBAN = re.compile(r"[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b")
# Each begins at a digit, which is quick to find, and looks back from there. None lies inside a longer number:
# "06.12.11.10.12" is a phone's.
_DATE_OR_TIME = re.compile(
    r"""\d(?<!\d\d)(?:
      (?:(?<=1)9|(?<=2)0)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)          # 2024-05-01
    | (?<!\d[./-]\d)\d?([./-])\d{1,2}\2(?:19|20)\d\d(?!\d)          # 1.5.2024
    | (?<!\d[./-]\d)(?:(?<=[0-3])\d)?([./-])[0-3]?\d\3\d\d          # 01.05.24
      (?:\s?[-–]\s?\d{1,2}\3\d{1,2}\3\d\d)?(?!\d|\3\d)              # ... and a span of it: 01.05.24 - 03.05.24
    | (?:(?<=[0-2])\d)?[.:]\d\d\s?[-–]\s?[0-2]?\d[.:]\d\d(?!\d)     # 08:00-17:00
    | (?<=2)4/7\b                                                   # 24/7
    )""",
    re.VERBOSE,
)


def without_lookalikes(text: str) -> str:
    """The text with addresses of pages, accounts and dates blanked."""
    for pattern in (_ADDRESS_OF_PAGE, _IBAN, _DATE_OR_TIME):
        text = blanked(text, matches(pattern, text))
    return text


# ---- known by what stands around them ----

_SIGN = "[€$£¥₹]"
_CURRENCIES = "eur usd gbp inr chf bdt mxn vnd cny "
_CODES = one_of(_CURRENCIES + r"php rmb brl rs\.?")
_MONEY_BEFORE = re.compile(rf"(?:{_SIGN}|\b{_CODES})\s?\Z", re.IGNORECASE)
_COUNTED = one_of(
    _CURRENCIES
    + """
    euros? dollars? pesos rupees taka francs
    people workers employees units pieces pairs tonn?e?s? tons kg km ha m2 years
    stück tonnen mitarbeiter beschäftigte menschen
    personas trabajadores toneladas unidades piezas
    personnes travailleurs salariés tonnes unités pièces
    """
)
_AMOUNT_AFTER = re.compile(rf"\s?(?:{_SIGN}|{_COUNTED}\b)", re.IGNORECASE)
_YEARS = re.compile(rf"(?:(?:19|20)\d\d{SEPARATOR}*)+")

_REFERENCES = one_of(
    r"""
    order po invoice case file ref reference ticket contract account iban vat isbn issn ean gtin sku part item serial
    batch lot article art hs hts code cas duns registration reg licen[cs]e permit id tracking shipment delivery
    container claim docket
    az aktenzeichen fall vorgang bestellung auftrag rechnung \w{2,30}(?:nummer|nr)
    pedido factura caso expediente contrato cuenta rfc nit ruc
    commande facture dossier affaire contrat compte siret siren
    no nr
    """
)
REFERENCE = re.compile(rf"\b{_REFERENCES}\b|[#№]|n[°º]", re.IGNORECASE)
"""A word after which a number is that of an order, a case, an account."""


def is_amount(text: str, start: int, end: int) -> bool:
    """It is money, a count of something, or years."""
    money = _AMOUNT_AFTER.match(text, end) or _MONEY_BEFORE.search(before(text, start))
    return bool(money or _YEARS.fullmatch(text, start, end))
