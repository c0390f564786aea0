"""The way to a declaration that is keyed: an item open, findings, a code list, long texts."""

from collections.abc import Callable, Mapping

from app.training.demonstration import Demonstration
from app.ui.keys import Press
from app.ui.tour.visitor import Visitor

Go = Callable[[Visitor, Demonstration], None]

_ITEM = "Consignment/HouseConsignment[1]/ConsignmentItem"
_SMALL: Mapping[str, str] = {
    "TransitOperation/LRN": "2026-004512",
    "CustomsOfficeOfDestinationDeclared/referenceNumber": "XK001010",
    "HolderOfTheTransitProcedure/identificationNumber": "AL123456789",
    "HolderOfTheTransitProcedure/name": "Agro Balkan sh.p.k.",
    "Guarantee[1]/guaranteeType": "1",
    "Guarantee[1]/GuaranteeReference[1]/GRN": "24AL0000000123458",
    "Consignment/grossMass": "5500",
    "Consignment/HouseConsignment[1]/grossMass": "5500",
    f"{_ITEM}[1]/Commodity/descriptionOfGoods": "tomatoes, fresh, in plastic crates",
    f"{_ITEM}[1]/Commodity/CommodityCode/harmonizedSystemSubHeadingCode": "070200",
    f"{_ITEM}[1]/Commodity/GoodsMeasure/grossMass": "2400",
    f"{_ITEM}[1]/Commodity/GoodsMeasure/netMass": "2500",
    f"{_ITEM}[1]/Packaging[1]/typeOfPackages": "BX",
    f"{_ITEM}[1]/Packaging[1]/numberOfPackages": "181",
    f"{_ITEM}[1]/Packaging[1]/shippingMarks": "AB 1",
    f"{_ITEM}[2]": "",
    f"{_ITEM}[2]/Commodity/descriptionOfGoods": "peppers",
    f"{_ITEM}[2]/Commodity/GoodsMeasure/grossMass": "3100",
}
_LONG = (
    "Pjesë këmbimi për makineri bujqësore, të përdorura, në paleta druri; запасные части для "
    "сельскохозяйственных машин; قطع غيار للآلات الزراعية على منصات خشبية"
)


def begun(visitor: Visitor, story: Demonstration) -> None:
    """A new sheet."""
    del story
    visitor.turn("expected")
    visitor.desktop.declaring.draft.drop()
    visitor.settle()
    visitor.press(Press.NEW)


def written(opened: str, field: str = "", *presses: Press, **texts: str) -> Go:
    """A small declaration with a part open and the caret in a field, then some keys."""

    def go(visitor: Visitor, story: Demonstration) -> None:
        begun(visitor, story)
        desk = visitor.desktop.declaring
        desk.draft.change({**desk.draft.sheet, **_SMALL, **texts})
        desk.open(opened)
        desk.focus(field)
        desk.check()
        visitor.settle()
        visitor.press(*presses)

    return go


def long_texts() -> Go:
    """An item whose words are as long as words may be, in three scripts."""
    return written(f"{_ITEM}[1]", "", **{f"{_ITEM}[1]/Commodity/descriptionOfGoods": _LONG})


ITEM = f"{_ITEM}[1]"
WALKED = (Press.NEXT_FINDING,) * 6
"""So many steps to a finding of the item."""
NET_MASS = f"{_ITEM}[1]/Commodity/GoodsMeasure/netMass"
PACKAGES = f"{_ITEM}[1]/Packaging[1]/typeOfPackages"
REMOVED = f"{_ITEM}[2]"
