"""Transit accompanying document with its list of items, from released data only (message 029).

Legal models: Delegated Regulation (EU) 2015/2446 annexes B-02 and B-03; Convention on a common
transit procedure, App. IIIa annexes A4a and A6a. Access codes and amounts never reach the paper.
"""

import hashlib

import msgspec

from app.base.errors import Refused
from app.base.findings import Findings
from app.consignment.declaration import Declaration
from app.printing.footer import Footer, draw_footer
from app.printing.forms.setting import Noted, Setter
from app.printing.pdf.document import Document
from app.printing.transit.item_boxes import declared_goods, item_contents
from app.printing.transit.list_pages import draw_page, lay_out
from app.printing.transit.tad_sheet import contents, draw_sheet
from app.reference.texts import Texts


class Tad(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed: a released declaration, the language of the form, what stands outside it.

    ``member_state`` says whether the form bears the title of the European Union: only where the
    administration that prints it is a member state's. ``findings`` are those of the message it
    came from; they travel with the print.
    """

    declaration: Declaration
    texts: Texts
    member_state: bool
    footer: Footer | None = None
    findings: Findings = ()


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A document as PDF bytes; ``truncated`` names the boxes that do not hold all of theirs."""

    pdf: bytes
    pages: int
    sha256: str
    truncated: tuple[str, ...] = ()
    findings: Findings = ()


def render(document: Tad) -> Printed:
    """Draw the accompanying document and its list of items; equal input gives equal bytes.

    Raises:
        Refused: ``printing.not_released`` without MRN or date of release,
            ``printing.not_in_set_b`` if the MRN cannot be written in bars.
        Broken: ``fonts.missing`` where set-up has not made the faces.
    """
    declaration = document.declaration
    mrn = declaration.mrn
    if mrn is None or declaration.release_date is None:
        raise Refused("printing.not_released")
    items = [(one, item_contents(one)) for one in declared_goods(declaration)]
    listed = lay_out((one.goods.declaration_goods_item_number, filled) for one, filled in items)
    pages = 1 + len(listed)
    noted = Noted()
    for one, filled in items:
        number = one.goods.declaration_goods_item_number
        for name, content in filled.items():
            noted.read(f"{name}@{number}", content.text)
    paper = Document(title=mrn, language=document.texts.language)
    for place in range(pages):
        setter = Setter(paper.page(), document.texts, noted)
        if place == 0:
            filled = contents(declaration, pages)
            draw_sheet(setter, mrn, filled, member_state=document.member_state)
        else:
            draw_page(setter, mrn, listed[place - 1], (place + 1, pages))
        if document.footer is not None:
            draw_footer(setter, document.footer, place + 1, pages)
    pdf = paper.close()
    return Printed(
        pdf=pdf,
        pages=pages,
        sha256=hashlib.sha256(pdf).hexdigest(),
        truncated=noted.truncated,
        findings=(*document.findings, *noted.findings()),
    )
