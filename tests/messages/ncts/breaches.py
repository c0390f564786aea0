"""The rules broken in our own samples, each by an edit or two."""

from typing import TypeAlias

Edit: TypeAlias = tuple[str, str | None]
"""A place, and what to put there: a text, XML to add inside (begins with <), or None to cut it."""

EQUIPMENT = "Consignment/TransportEquipment"
HOUSE = "Consignment/HouseConsignment"
LINE = f"{HOUSE}/ConsignmentItem"
TYPE = "TransitOperation/declarationType"
SECURITY = "TransitOperation/security"
CARNET = "<TIRCarnetNumber>XB25000417</TIRCarnetNumber>"
TIR_HOLDER = "<TIRHolderIdentificationNumber>X</TIRHolderIdentificationNumber>"

PACKED = "<Packaging><numberOfPackages>0</numberOfPackages></Packaging>"
FLIGHT = "<conveyanceReferenceNumber>ALB 4417 X</conveyanceReferenceNumber>"
UNKNOWN = "<AdditionalInformation><code>30600</code></AdditionalInformation>"

CONSIGNOR = "<Consignor><name>X</name></Consignor>"
STATUS = "<declarationType>T2</declarationType>"
RISK = "<RiskAnalysisIdentification><code>R</code></RiskAnalysisIdentification>"

CASES: tuple[tuple[str, str, tuple[Edit, ...]], ...] = (
    ("C0569", "CC015C", ((f"{EQUIPMENT}/Seal[1]", None), (f"{EQUIPMENT}/Seal", None))),
    ("C0569", "CC015C", ((f"{EQUIPMENT}/numberOfSeals", "0"),)),
    ("R0106", "CC015C", ((f"{EQUIPMENT}/numberOfSeals", "3"),)),
    ("R0107", "CC015C", ((f"{EQUIPMENT}/Seal[2]/identifier", "AL-C 004417"),)),
    (
        "R0448",
        "CC015C",
        (
            (f"{EQUIPMENT}/containerIdentificationNumber", None),
            (f"{EQUIPMENT}/numberOfSeals", "0"),
        ),
    ),
    (
        "G0103",
        "CC015C",
        (
            (f"{EQUIPMENT}/containerIdentificationNumber", None),
            (f"{EQUIPMENT}/Seal[1]", None),
            (f"{EQUIPMENT}/Seal", None),
        ),
    ),
    ("C0055", "CC015C", (("Consignment/containerIndicator", "0"),)),
    ("C0055", "CC015C", ((f"{EQUIPMENT}/containerIdentificationNumber", None),)),
    ("C0823", "CC015C", ((EQUIPMENT, None),)),
    ("C0872", "CD001C", ((EQUIPMENT, None),)),
    (
        "C0670",
        "CC015C",
        (
            (f"{EQUIPMENT}/containerIdentificationNumber", None),
            (f"{EQUIPMENT}/GoodsReference[1]", None),
            (f"{EQUIPMENT}/GoodsReference", None),
        ),
    ),
    ("R0987", "CC015C", (("Consignment/DepartureTransportMeans[2]/sequenceNumber", "3"),)),
    ("R0987", "CC015C", ((f"{LINE}[2]/Packaging/sequenceNumber", "2"),)),
    ("R0988", "CC015C", ((f"{LINE}[2]/goodsItemNumber", "1"),)),
    ("R0007", "CC015C", ((f"{LINE}[2]/declarationGoodsItemNumber", "4"),)),
    ("R0028", "CD006C", (("TransitOperation/MRN", "26AL0010003K7B2MJ1"),)),
    ("R0028", "CC015C", (("Guarantee/GuaranteeReference/GRN", "26AL0010A00004171"),)),
    ("ISO6346", "CC015C", ((f"{EQUIPMENT}/containerIdentificationNumber", "MSKU7306120"),)),
    ("R0410", "CC029C", (("TransitOperation/MRN", "26AL0010003K7B2ML2"),)),
    (
        "R0003",
        "CC015C",
        (
            (
                ".",
                (
                    "<CustomsOfficeOfTransitDeclared><sequenceNumber>2"
                    "</sequenceNumber><referenceNumber>XK002010</referenceNumber>"
                    "</CustomsOfficeOfTransitDeclared>"
                ),
            ),
        ),
    ),
    ("C0085", "CC015C", (("Guarantee/GuaranteeReference", None),)),
    ("C0085", "CC015C", (("Guarantee/guaranteeType", "A"),)),
    ("C0086", "CC015C", (("Guarantee/GuaranteeReference/accessCode", None),)),
    ("C0086", "CC015C", (("Guarantee/guaranteeType", "3"),)),
    ("C0130", "CC015C", (("Guarantee", "<otherGuaranteeReference>X</otherGuaranteeReference>"),)),
    ("C0130", "CC015C", (("Guarantee/guaranteeType", "8"),)),
    ("R0318", "CC015C", (("Guarantee/GuaranteeReference/GRN", "26AL0010A00004170A000417"),)),
    ("R0900", "CC015C", (("Guarantee/guaranteeType", "B"),)),
    ("C0411", "CC015C", (("TransitOperation", CARNET),)),
    ("C0411", "CC015C", ((TYPE, "TIR"),)),
    ("C0904", "CC015C", (("HolderOfTheTransitProcedure", TIR_HOLDER),)),
    ("C0904", "CC015C", ((TYPE, "TIR"),)),
    ("R0849", "CC015C", ((TYPE, "TIR"), ("TransitOperation/reducedDatasetIndicator", "1"))),
    ("R0859", "CC015C", (("TransitOperation/reducedDatasetIndicator", "1"),)),
    ("R0859", "CC015C", (("Authorisation/type", "C524"),)),
    ("C0045", "CC015C", ((TYPE, "T"),)),
    ("C0045", "CC015C", ((f"{LINE}[1]", "<declarationType>T1</declarationType>"),)),
    ("C0030", "CC015C", ((TYPE, "TIR"),)),
    ("C0599", "CC015C", ((SECURITY, "1"), ("Consignment/modeOfTransportAtTheBorder", None))),
    ("C0029", "CC029C", ((SECURITY, "1"), ("Consignment/modeOfTransportAtTheBorder", None))),
    ("C0191", "CC015C", ((SECURITY, "1"),)),
    ("C0191", "CC015C", (("Consignment", "<PlaceOfUnloading/>"),)),
    ("C0186", "CC015C", ((HOUSE, "<TransportCharges/>"),)),
    (
        "C0586",
        "CC015C",
        (
            ("TransitOperation/bindingItinerary", "1"),
            ("Consignment/CountryOfRoutingOfConsignment[1]", None),
            ("Consignment/CountryOfRoutingOfConsignment", None),
        ),
    ),
    ("C0839", "CC015C", (("TransitOperation/limitDate", None),)),
    ("C0839", "CC015C", (("Authorisation/type", "C523"),)),
    ("C0403", "CC015C", (("Consignment/PlaceOfLoading", None),)),
    (
        "R0103",
        "CC015C",
        (
            (
                ".",
                (
                    "<CustomsOfficeOfExitForTransitDeclared><sequenceNumber>1"
                    "</sequenceNumber><referenceNumber>XK001010</referenceNumber>"
                    "</CustomsOfficeOfExitForTransitDeclared>"
                ),
            ),
        ),
    ),
    ("C0060", "CC015C", ((f"{LINE}[1]/Packaging/typeOfPackages", "VO"),)),
    ("C0060", "CC015C", ((f"{LINE}[1]/Packaging/shippingMarks", None),)),
    ("C0060", "CC015C", ((f"{LINE}[1]/Packaging/numberOfPackages", None),)),
    ("R0364", "CC015C", ((f"{LINE}[1]/Packaging/numberOfPackages", "0"),)),
    (
        "R0220",
        "CC015C",
        (
            (f"{LINE}[1]/Packaging/numberOfPackages", "0"),
            (f"{LINE}[1]/Packaging/typeOfPackages", "NE"),
        ),
    ),
    ("R0223", "CC015C", ((f"{LINE}[2]/Commodity/GoodsMeasure/netMass", "4200.1"),)),
    ("R0983", "CC015C", ((f"{HOUSE}/grossMass", "11600.4"),)),
    ("R0994", "CC015C", (("Consignment/grossMass", "11600.4"),)),
    ("C0343", "CC015C", (("Consignment/countryOfDestination", None),)),
    ("C0343", "CC015C", ((HOUSE, "<countryOfDestination>XK</countryOfDestination>"),)),
    ("C0909", "CC015C", ((f"{LINE}[2]", "<countryOfDispatch>TR</countryOfDispatch>"),)),
    ("C0542", "CC015C", ((HOUSE, "<Consignor/>"),)),
    ("C0349", "CD001C", ((HOUSE, "<Consignor/>"),)),
    ("C0337", "CC015C", (("Consignment", "<TransportCharges/>"), (HOUSE, "<TransportCharges/>"))),
    ("C0298", "CC015C", ((f"{LINE}[1]/PreviousDocument", "<quantity>4</quantity>"),)),
    (
        "C0298",
        "CC015C",
        (
            (
                f"{LINE}[1]/PreviousDocument",
                "<measurementUnitAndQualifier>KGM</measurementUnitAndQualifier>",
            ),
        ),
    ),
    ("R0472", "CC015C", (("Consignment/inlandModeOfTransport", "4"),)),
    ("R0474", "CC015C", (("Consignment/DepartureTransportMeans[1]/typeOfIdentification", "31"),)),
    ("R0476", "CC015C", (("Consignment/DepartureTransportMeans[2]/typeOfIdentification", "30"),)),
    ("R0855", "CC015C", (("Consignment/inlandModeOfTransport", "7"),)),
    ("C0826", "CC015C", (("Consignment/inlandModeOfTransport", "5"),)),
    ("C0826", "CC015C", ((HOUSE, "<DepartureTransportMeans/>"),)),
    (
        "R0473",
        "CC015C",
        (("Consignment/DepartureTransportMeans[1]/identificationNumber", "aa 417 bt"),),
    ),
    (
        "R0076",
        "CC015C",
        (("Consignment/ActiveBorderTransportMeans/identificationNumber", "aa 417 bt"),),
    ),
    (
        "R0789",
        "CC015C",
        (
            ("CustomsOfficeOfTransitDeclared", None),
            ("Consignment", "<ActiveBorderTransportMeans/>"),
        ),
    ),
    ("C0531", "CC015C", ((SECURITY, "1"), ("Consignment/modeOfTransportAtTheBorder", "4"))),
    ("C0387", "CC015C", (("Consignment/PlaceOfLoading/location", None),)),
    ("C0394", "CC015C", (("Consignment/LocationOfGoods/qualifierOfIdentification", "W"),)),
    ("C0930", "CD018C", (("Consignment", None),)),
    ("C0930", "CD018C", (("ControlResult/code", "A1"),)),
    ("G0017", "CD018C", (("ControlResult/code", "A2"), ("Consignment", None))),
    ("R0912", "CD001C", ((TYPE, "TIR"),)),
    ("C0352", "CC025C", (("Consignment", None),)),
    ("C0352", "CC025C", (("TransitOperation/releaseIndicator", "1"),)),
    ("C0353", "CC025C", ((f"{HOUSE}/releaseType", "3"),)),
    (
        "C0505",
        "CC015C",
        (
            ("HolderOfTheTransitProcedure/Address/country", "DE"),
            ("HolderOfTheTransitProcedure/Address/postcode", None),
        ),
    ),
    ("C0502", "CC015C", ((f"{LINE}[1]", "<referenceNumberUCR>X</referenceNumberUCR>"),)),
    (
        "C0502",
        "CC015C",
        (("Consignment/referenceNumberUCR", None), ("Consignment/TransportDocument", None)),
    ),
    ("C0001", "CC015C", ((HOUSE, "<Consignee/>"),)),
    ("C0153", "CC015C", ((f"{LINE}[1]/Commodity/CommodityCode", None),)),
    ("C0837", "CC015C", (("TransitOperation/reducedDatasetIndicator", "1"),)),
    (
        "C0837",
        "CC015C",
        (
            (HOUSE, "<PreviousDocument><type>N830</type></PreviousDocument>"),
            (f"{LINE}[1]/Commodity/GoodsMeasure/netMass", None),
        ),
    ),
    (
        "C0821",
        "CC015C",
        (
            ("CustomsOfficeOfDeparture/referenceNumber", "CH001001"),
            (
                f"{LINE}[1]/Commodity/CommodityCode",
                "<combinedNomenclatureCode>21</combinedNomenclatureCode>",
            ),
        ),
    ),
    (
        "C0015",
        "CC015C",
        (
            (f"{LINE}[1]/AdditionalReference/type", "C651"),
            (f"{LINE}[1]/AdditionalReference/referenceNumber", None),
        ),
    ),
    (
        "R0023",
        "CC015C",
        (
            (f"{LINE}[1]/AdditionalReference/type", "C651"),
            (f"{LINE}[1]/AdditionalReference/referenceNumber", "0"),
        ),
    ),
    ("R0219", "CC015C", ((f"{LINE}[1]", PACKED),)),
    ("R0221", "CC015C", ((f"{LINE}[1]/Packaging/numberOfPackages", "0"),)),
    ("R0221", "CC015C", ((f"{LINE}[1]/Commodity/GoodsMeasure/grossMass", "0"),)),
    (
        "C0671",
        "CC015C",
        (("Consignment/LocationOfGoods", "<additionalIdentifier>X</additionalIdentifier>"),),
    ),
    ("C0710", "CC015C", (("Consignment/LocationOfGoods", None),)),
    (
        "C0598",
        "CC015C",
        (
            (SECURITY, "1"),
            ("CustomsOfficeOfTransitDeclared/referenceNumber", "DE004058"),
            ("CustomsOfficeOfTransitDeclared/arrivalDateAndTimeEstimated", None),
        ),
    ),
    ("R0004", "CC029C", (("TransitOperation/releaseDate", "2026-11-29"),)),
    ("C0806", "CC015C", ((SECURITY, "1"), ("Consignment/ActiveBorderTransportMeans", None))),
    ("C0908", "CC029C", (("Consignment/modeOfTransportAtTheBorder", "5"),)),
    (
        "R0315",
        "CC015C",
        (
            ("Consignment/modeOfTransportAtTheBorder", "4"),
            ("Consignment/ActiveBorderTransportMeans", FLIGHT),
        ),
    ),
    ("R0990", "CC015C", (("TransitOperation", CARNET.replace("XB25000417", "25000001")),)),
    ("R3060", "CC015C", (("Consignment/countryOfDestination", "CH"), ("Consignment", UNKNOWN))),
    ("R3062", "CC015C", (("Consignment/countryOfDestination", "CH"), (HOUSE, UNKNOWN))),
    ("R3061", "CC015C", ((f"{LINE}[1]", UNKNOWN),)),
    ("R0901", "CC015C", ((TYPE, "TIR"),)),
    (
        "R0905",
        "CC015C",
        (
            ("CustomsOfficeOfDeparture/referenceNumber", "CH001001"),
            ("CustomsOfficeOfDestinationDeclared/referenceNumber", "SM000001"),
        ),
    ),
    ("R0906", "CC015C", (("CustomsOfficeOfDestinationDeclared/referenceNumber", "AD000001"),)),
    ("C0812", "CD001C", (("Consignment", "<Carrier/>"),)),
    ("C0813", "CD001C", ((".", "<RiskAnalysisIdentification/>"),)),
    ("C0813", "CD001C", (("messageSender", "NTA.DE"), ("messageRecipient", "NTA.FR"))),
    ("R0006", "CC015C", (("CustomsOfficeOfDestinationDeclared/referenceNumber", "CH001001"),)),
    (
        "R0006",
        "CC015C",
        (
            ("CustomsOfficeOfDeparture/referenceNumber", "CH001001"),
            ("CustomsOfficeOfDestinationDeclared/referenceNumber", "FR000001"),
        ),
    ),
    (
        "C0035",
        "CC015C",
        (
            ("CustomsOfficeOfDeparture/referenceNumber", "CH001001"),
            (TYPE, "T2"),
            (f"{LINE}[1]/PreviousDocument", None),
        ),
    ),
    ("R0020", "CC015C", (("CustomsOfficeOfDeparture/referenceNumber", "CH001001"), (TYPE, "T2"))),
    (
        "R0909",
        "CC015C",
        (
            ("CustomsOfficeOfDeparture/referenceNumber", "IT000001"),
            ("CustomsOfficeOfDestinationDeclared/referenceNumber", "SM000001"),
        ),
    ),
    (
        "R0909",
        "CC015C",
        (
            ("CustomsOfficeOfDeparture/referenceNumber", "FR000001"),
            ("CustomsOfficeOfDestinationDeclared/referenceNumber", "SM000001"),
        ),
    ),
    (
        "R0911",
        "CC015C",
        (
            ("CustomsOfficeOfDeparture/referenceNumber", "SM000001"),
            ("CustomsOfficeOfDestinationDeclared/referenceNumber", "FR000001"),
        ),
    ),
    ("R0910", "CC029C", (("Authorisation/type", "C523"),)),
    ("C0822", "CC015C", (("Consignment/containerIndicator", None),)),
    ("R0005", "CC015C", (("preparationDateAndTime", "2026-11-23T13:00:00"),)),
    ("C0251", "CD001C", ((".", RISK),)),
    (
        "C0251",
        "CD001C",
        ((".", RISK.replace(">R<", "><").replace("</code>", "</code><RiskAnalysis/>")),),
    ),
    (
        "R0506",
        "CC015C",
        ((HOUSE, CONSIGNOR), ("Consignment", f"<HouseConsignment>{CONSIGNOR}</HouseConsignment>")),
    ),
    ("R0507", "CC015C", ((f"{LINE}[1]", STATUS), (f"{LINE}[2]", STATUS))),
    (
        "G0006",
        "CC015C",
        ((f"{EQUIPMENT}/GoodsReference[2]/declarationGoodsItemNumber", "7"),),
    ),
    ("DDNTA", "CD118C", (("messageType", "CD006C"),)),
    ("CL231", "CC015C", ((TYPE, "T9"),)),
    ("CL251", "CC015C", (("Guarantee/guaranteeType", "Z"),)),
    ("CL197", "CD018C", (("ControlResult/code", "Z9"),)),
)
