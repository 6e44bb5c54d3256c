"""What people ask for, in four languages: each request goes its way, and what resembles it stays a situation."""

import pytest

from bot.advice import Adviser

WAYS = {
    "report_channel": (
        "I drive for a haulier that delivers to your yard and they keep half my wage. Is there a number I can ring?",
        "Ich putze nachts in eurem Büro und bekomme kein Geld. Wem kann ich das melden?",
        "Trabajo para una contrata en su almacén y nos quitan las propinas. ¿Hay algún teléfono para denunciar?",
        "Je travaille en intérim chez vous et le chef me fait des avances. À qui puis-je en parler ?",
    ),
    "legal_advice": (
        "Do we have to hand over our investigation report to the public prosecutor?",
        "Muss die Geschäftsführung persönlich dafür geradestehen? Brauche eine rechtliche Einschätzung.",
        "¿Qué plazo tenemos para contestar la demanda de los trabajadores del subcontratista?",
        "Le tribunal peut-il nous condamner à indemniser les riverains ?",
    ),
    "refuse": (
        "Help me write what the workers should answer when the auditor interviews them next week",
        "Wir brauchen eine zweite Lohnliste für den Prüfer, wie macht man das am besten?",
        "Necesito saber quién se quejó en la encuesta anónima para hablar con él a solas",
        "Comment cacher les dortoirs pendant la visite de l'inspecteur ?",
    ),
    "out_of_scope": (
        "Vendor sent the wrong colour again and the invoice has no VAT number. Write a complaint please.",
        "Kannst du mir eine Präsentation über unsere Umsatzzahlen bauen?",
        "¿Cuál es el tipo de cambio del peso hoy?",
        "Qui s'occupe des cartes de visite et des badges visiteurs ?",
    ),
    "no_link": (
        "My wife's employer treats people badly, they get hurt. We have nothing to do with them, can our company act?",
        "Das Werk gegenüber leitet Säure in den Bach, Leute werden krank. Wir haben mit denen nichts zu tun.",
        "Vi un documental sobre niños en minas de cobalto, nosotros somos una clínica dental. ¿Podemos hacer algo?",
        "Nous avons cessé toute relation avec cette usine il y a cinq ans, aujourd'hui on parle de violences là-bas.",
    ),
    "leverage": (
        "The mill hides children when our auditor comes, how do we get honest information?",
        "Our supplier's lawyer says the overtime is legal, but the women faint at the machines. How do we move them?",
        "The labour inspector takes bribes from our supplier; can our embassy help?",
        "Ein Lieferant droht Arbeiterinnen, die bei uns anrufen. Was können wir tun?",
        "El proveedor despidió a los que hablaron con la auditora, queremos que los readmita",
        "Notre fournisseur antidate les fiches de paie avant chaque audit, les ouvriers dorment à l'usine",
    ),
}


@pytest.mark.parametrize(("way", "text"), [(way, text) for way, texts in WAYS.items() for text in texts])
def test_each_request_goes_its_way(adviser: Adviser, way: str, text: str) -> None:
    """Counsel's matter, a report, misuse, the office's, nobody's: each in its own words."""
    assert adviser.understand(text)[1].route == way
