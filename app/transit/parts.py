"""What is asked of whoever keys a declaration: the one table of its parts and their fields.

It serves the form, the draft, the place of findings and the help.
"""

from app.transit.blanks import Blank, Part, fields, lines, when

_TYPE = "TransitOperation/declarationType"
_KIND = "TransitOperation/additionalDeclarationType"
_SAFE = "TransitOperation/security"
_ADDRESS = fields(
    "Address/streetAndNumber",
    "place = Address/postcode:110 Address/city Address/country:150",
)
_CONTACT = fields(
    "contact_person = ContactPerson/name ContactPerson/phoneNumber:170",
    "ContactPerson/eMailAddress",
)
_PARTY = (*fields("identificationNumber:200", "name"), *_ADDRESS)
_CHARGES = fields("TransportCharges/methodOfPayment:260")
_COUNTRIES = fields("countryOfDispatch:260", "countryOfDestination:260")
_UCR = fields("referenceNumberUCR:300")
_MEANS = fields("typeOfIdentification:320", "identificationNumber:220", "nationality:260")
_QUALIFIER = "../qualifierOfIdentification"
_SECURE = when(_SAFE, "1", "2", "3")


def _documents(base: str) -> tuple[Part, ...]:
    """The five kinds of documents of a level."""
    more = fields(
        "goodsItemNumber:90",
        "packages = typeOfPackages:200 numberOfPackages:110",
        "quantity = measurementUnitAndQualifier:200 quantity:130",
    )
    at_item = more if base.endswith("ConsignmentItem/") else ()
    cited = fields("type:320", "referenceNumber")
    complement = fields("complementOfInformation")
    return (
        Part(
            name="previous_document",
            path=f"{base}PreviousDocument",
            blanks=(*cited, *at_item, *complement),
        ),
        Part(
            name="supporting_document",
            path=f"{base}SupportingDocument",
            blanks=(*cited, *fields("documentLineItemNumber:90"), *complement),
        ),
        Part(name="transport_document", path=f"{base}TransportDocument", blanks=cited),
        Part(name="additional_reference", path=f"{base}AdditionalReference", blanks=cited),
        Part(
            name="additional_information",
            path=f"{base}AdditionalInformation",
            blanks=fields("code:320", "text"),
        ),
    )


def _actor(base: str) -> Part:
    return Part(
        name="actor",
        path=f"{base}AdditionalSupplyChainActor",
        blanks=fields("role:320", "identificationNumber:200"),
    )


_GROUP = "Consignment/"
_HOUSE = f"{_GROUP}HouseConsignment"
_ITEM = f"{_HOUSE}/ConsignmentItem"
_EQUIPMENT = f"{_GROUP}TransportEquipment"
_PACKED = "typeOfPackages:200 numberOfPackages:100 shippingMarks"
_DRAWN = "amountToBeCovered:140 currency:150"
_SEALS, _GOODS, _PACKAGES = 6, 4, 2

OPERATION = Part(
    name="operation",
    always=True,
    blanks=(
        *fields("TransitOperation/LRN:240", f"{_TYPE}:320", f"{_KIND}:320"),
        *fields("TransitOperation/TIRCarnetNumber:200", when=when(_TYPE, "TIR")),
        *fields(f"{_SAFE}:320"),
        *fields("TransitOperation/specificCircumstanceIndicator:320", when=_SECURE),
        *fields("TransitOperation/presentationOfTheGoodsDateAndTime:200", when=when(_KIND, "D")),
        Blank(
            path="CustomsOfficeOfDeparture/referenceNumber", label="office_of_departure", wide=320
        ),
        Blank(
            path="CustomsOfficeOfDestinationDeclared/referenceNumber",
            label="office_of_destination",
            wide=320,
        ),
        *fields(
            "TransitOperation/limitDate:160",
            "TransitOperation/bindingItinerary:160",
            "TransitOperation/reducedDatasetIndicator:160",
            "TransitOperation/communicationLanguageAtDeparture:90",
        ),
    ),
)

ITEM = Part(
    name="item",
    path=_ITEM,
    blanks=(
        *fields(
            "Commodity/descriptionOfGoods",
            "commodity_code = Commodity/CommodityCode/harmonizedSystemSubHeadingCode:110 "
            "Commodity/CommodityCode/combinedNomenclatureCode:64 Commodity/cusCode:120",
            "mass = Commodity/GoodsMeasure/grossMass:130 Commodity/GoodsMeasure/netMass:130 "
            "Commodity/GoodsMeasure/supplementaryUnits:130",
        ),
        *lines("packaging", "Packaging", _PACKED, _PACKAGES),
        *fields("Commodity/DangerousGoods[1]/UNNumber:110"),
        *fields("declarationType:320", when=when(_TYPE, "T")),
        *_COUNTRIES,
        *_UCR,
        *_CHARGES,
    ),
    parts=(
        Part(
            name="packaging",
            path=f"{_ITEM}/Packaging",
            inline=_PACKAGES,
            blanks=fields(*_PACKED.split()),
        ),
        Part(
            name="dangerous_goods",
            path=f"{_ITEM}/Commodity/DangerousGoods",
            inline=1,
            blanks=fields("UNNumber:110"),
        ),
        Part(name="consignee", path=f"{_ITEM}/Consignee", blanks=_PARTY),
        _actor(f"{_ITEM}/"),
        *_documents(f"{_ITEM}/"),
    ),
)

PARTS: tuple[Part, ...] = (
    OPERATION,
    Part(
        name="holder",
        path="HolderOfTheTransitProcedure",
        always=True,
        blanks=(
            *_PARTY,
            *fields("TIRHolderIdentificationNumber:200", when=when(_TYPE, "TIR")),
            *_CONTACT,
        ),
    ),
    Part(
        name="representative",
        path="Representative",
        blanks=(*fields("identificationNumber:200", "status:320"), *_CONTACT),
    ),
    Part(
        name="authorisation",
        path="Authorisation",
        blanks=fields("type:320", "referenceNumber:300"),
    ),
    Part(
        name="transit_office",
        path="CustomsOfficeOfTransitDeclared",
        blanks=(
            Blank(path="referenceNumber", label="customs_office", wide=320),
            *fields("arrivalDateAndTimeEstimated:200"),
        ),
    ),
    Part(
        name="exit_office",
        path="CustomsOfficeOfExitForTransitDeclared",
        blanks=(Blank(path="referenceNumber", label="customs_office", wide=320),),
    ),
    Part(
        name="guarantee",
        path="Guarantee",
        blanks=(
            *fields("guaranteeType:320"),
            *fields(
                "GuaranteeReference[1]/GRN:240",
                "GuaranteeReference[1]/accessCode:90",
                "amount = "
                "GuaranteeReference[1]/amountToBeCovered:140 GuaranteeReference[1]/currency:150",
            ),
            *fields("otherGuaranteeReference:300"),
        ),
        parts=(
            Part(
                name="guarantee_reference",
                path="Guarantee/GuaranteeReference",
                inline=1,
                blanks=fields("GRN:240", "accessCode:90", "amount = " + _DRAWN),
            ),
        ),
    ),
    Part(
        name="consignment",
        path="Consignment",
        always=True,
        blanks=(
            *_COUNTRIES,
            *fields(
                "grossMass:150",
                "containerIndicator:160",
                "inlandModeOfTransport:320",
                "modeOfTransportAtTheBorder:320",
            ),
            *_UCR,
            *fields(
                "place_of_loading = "
                "PlaceOfLoading/UNLocode:110 PlaceOfLoading/country:150 PlaceOfLoading/location",
                "place_of_unloading = PlaceOfUnloading/UNLocode:110 "
                "PlaceOfUnloading/country:150 PlaceOfUnloading/location",
            ),
            *_CHARGES,
        ),
    ),
    Part(
        name="location",
        path=f"{_GROUP}LocationOfGoods",
        blanks=(
            *fields("typeOfLocation:320", "qualifierOfIdentification:320"),
            *fields("authorisationNumber:300", when=when(_QUALIFIER, "Y")),
            *fields("UNLocode:160", when=when(_QUALIFIER, "U")),
            Blank(
                path="CustomsOffice/referenceNumber",
                label="customs_office",
                wide=320,
                when=when(_QUALIFIER, "V"),
            ),
            *fields("position = GNSS/latitude:140 GNSS/longitude:140", when=when(_QUALIFIER, "W")),
            Blank(
                path="EconomicOperator/identificationNumber",
                label="economic_operator",
                wide=200,
                when=when(_QUALIFIER, "X"),
            ),
            *fields("additionalIdentifier:90", when=when(_QUALIFIER, "X", "Y")),
            *fields(
                "Address/streetAndNumber",
                "place = Address/postcode:110 Address/city Address/country:150",
                when=when(_QUALIFIER, "Z"),
            ),
            *fields(
                "place = PostcodeAddress/houseNumber:90 PostcodeAddress/postcode:110 "
                "PostcodeAddress/country:150",
                when=when(_QUALIFIER, "T"),
            ),
            *_CONTACT,
        ),
    ),
    Part(
        name="carrier",
        path=f"{_GROUP}Carrier",
        blanks=(*fields("identificationNumber:200"), *_CONTACT),
    ),
    Part(name="consignor", path=f"{_GROUP}Consignor", blanks=(*_PARTY, *_CONTACT)),
    Part(name="consignee", path=f"{_GROUP}Consignee", blanks=_PARTY),
    _actor(_GROUP),
    Part(name="departure_means", path=f"{_GROUP}DepartureTransportMeans", blanks=_MEANS),
    Part(
        name="border_means",
        path=f"{_GROUP}ActiveBorderTransportMeans",
        blanks=(
            *fields("customsOfficeAtBorderReferenceNumber:320"),
            *_MEANS,
            *fields("conveyanceReferenceNumber:200"),
        ),
    ),
    Part(
        name="routing",
        path=f"{_GROUP}CountryOfRoutingOfConsignment",
        blanks=fields("country:260"),
    ),
    Part(
        name="equipment",
        path=_EQUIPMENT,
        blanks=(
            *fields("containerIdentificationNumber:200", "numberOfSeals:80"),
            *lines("seal", "Seal", "identifier:220", _SEALS),
            *lines("goods_reference", "GoodsReference", "declarationGoodsItemNumber:90", _GOODS),
        ),
        parts=(
            Part(
                name="seal",
                path=f"{_EQUIPMENT}/Seal",
                inline=_SEALS,
                blanks=fields("identifier:220"),
            ),
            Part(
                name="goods_reference",
                path=f"{_EQUIPMENT}/GoodsReference",
                inline=_GOODS,
                blanks=fields("declarationGoodsItemNumber:90"),
            ),
        ),
    ),
    *_documents(_GROUP),
    Part(
        name="house",
        path=_HOUSE,
        blanks=(
            *_COUNTRIES,
            *fields("grossMass:150"),
            *_UCR,
            *_CHARGES,
        ),
        parts=(
            Part(name="consignor", path=f"{_HOUSE}/Consignor", blanks=(*_PARTY, *_CONTACT)),
            Part(name="consignee", path=f"{_HOUSE}/Consignee", blanks=_PARTY),
            _actor(f"{_HOUSE}/"),
            Part(
                name="departure_means",
                path=f"{_HOUSE}/DepartureTransportMeans",
                blanks=_MEANS,
            ),
            *_documents(f"{_HOUSE}/"),
            ITEM,
        ),
    ),
)
"""In the order of the list beside the open part."""
