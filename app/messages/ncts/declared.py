"""A declaration in an NCTS message: one set of field tables for 015, 029, 001 and 050.

Which fields a message carries stands in its catalogue: what it has no place for is not written.
"""

from app.consignment.consignments import Consignment, HouseConsignment
from app.consignment.declaration import (
    ControlResult,
    Declaration,
    RiskAnalysis,
    RiskIdentification,
    RiskResult,
)
from app.consignment.documents import (
    AdditionalInformation,
    AdditionalReference,
    PreviousDocument,
    SupportingDocument,
    TransportDocument,
)
from app.consignment.goods import Commodity, ConsignmentItem, DangerousGoods, Packaging
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.consignment.parties import (
    Address,
    Authorisation,
    ContactPerson,
    Party,
    Representative,
    SupplyChainActor,
)
from app.consignment.transport import (
    CountryOfRouting,
    GoodsReference,
    LocationOfGoods,
    OfficeOfExit,
    OfficeOfTransit,
    Place,
    Position,
    Seal,
    TransportEquipment,
    TransportMeans,
)
from app.messages.ncts.message import Message
from app.messages.ncts.shapes import (
    DAY,
    FLAG,
    INSTANT,
    INTEGER,
    QUANTITY,
    TEXT,
    Field,
    Shape,
    texts,
)

_NUMBER = Field("sequenceNumber", "sequence_number", INTEGER)

ADDRESS = Shape(Address, texts("streetAndNumber", "houseNumber", "postcode", "city", "country"))
CONTACT = Shape(
    ContactPerson, (*texts("name", "phoneNumber"), Field("eMailAddress", "email_address", TEXT))
)
PARTY = Shape(
    Party,
    (
        *texts("identificationNumber", "name"),
        Field("TIRHolderIdentificationNumber", "tir_holder_number", TEXT),
        Field("Address", "address", ADDRESS),
        Field("ContactPerson", "contact_person", CONTACT),
    ),
)
REPRESENTATIVE = Shape(
    Representative,
    (*texts("identificationNumber", "status"), Field("ContactPerson", "contact_person", CONTACT)),
)
ACTOR = Shape(SupplyChainActor, (_NUMBER, *texts("role", "identificationNumber")))
AUTHORISATION = Shape(Authorisation, (_NUMBER, *texts("type", "referenceNumber")))

PREVIOUS = Shape(
    PreviousDocument,
    (
        _NUMBER,
        *texts("type", "referenceNumber", "typeOfPackages", "complementOfInformation"),
        Field("goodsItemNumber", "goods_item_number", INTEGER),
        Field("numberOfPackages", "number_of_packages", INTEGER),
        Field("measurementUnitAndQualifier", "measurement_unit", TEXT),
        Field("quantity", "quantity", QUANTITY),
    ),
)
SUPPORTING = Shape(
    SupportingDocument,
    (
        _NUMBER,
        *texts("type", "referenceNumber", "complementOfInformation"),
        Field("documentLineItemNumber", "document_line_item_number", INTEGER),
    ),
)
TRANSPORT_DOCUMENT = Shape(TransportDocument, (_NUMBER, *texts("type", "referenceNumber")))
REFERENCE = Shape(AdditionalReference, (_NUMBER, *texts("type", "referenceNumber")))
INFORMATION = Shape(AdditionalInformation, (_NUMBER, *texts("code", "text")))
_DOCUMENTS = (
    Field("PreviousDocument", "previous_documents", PREVIOUS, many=True),
    Field("SupportingDocument", "supporting_documents", SUPPORTING, many=True),
    Field("TransportDocument", "transport_documents", TRANSPORT_DOCUMENT, many=True),
    Field("AdditionalReference", "additional_references", REFERENCE, many=True),
    Field("AdditionalInformation", "additional_information", INFORMATION, many=True),
    Field("TransportCharges/methodOfPayment", "charges_method_of_payment", TEXT),
)

SEAL = Shape(Seal, (_NUMBER, *texts("identifier")))
GOODS_REFERENCE = Shape(
    GoodsReference,
    (_NUMBER, Field("declarationGoodsItemNumber", "declaration_goods_item_number", INTEGER)),
)
EQUIPMENT = Shape(
    TransportEquipment,
    (
        _NUMBER,
        *texts("containerIdentificationNumber"),
        Field("numberOfSeals", "number_of_seals", INTEGER),
        Field("Seal", "seals", SEAL, many=True),
        Field("GoodsReference", "goods_references", GOODS_REFERENCE, many=True),
    ),
)
MEANS = Shape(
    TransportMeans,
    (
        _NUMBER,
        *texts("typeOfIdentification", "identificationNumber", "nationality"),
        *texts("conveyanceReferenceNumber"),
        Field("customsOfficeAtBorderReferenceNumber", "office_at_border", TEXT),
    ),
)
PLACE = Shape(Place, (Field("UNLocode", "un_locode", TEXT), *texts("country", "location")))
LOCATION = Shape(
    LocationOfGoods,
    (
        *texts("typeOfLocation", "authorisationNumber", "additionalIdentifier"),
        Field("qualifierOfIdentification", "qualifier", TEXT),
        Field("UNLocode", "un_locode", TEXT),
        Field("CustomsOffice/referenceNumber", "office", TEXT),
        Field("GNSS", "position", Shape(Position, texts("latitude", "longitude"))),
        Field("EconomicOperator/identificationNumber", "economic_operator", TEXT),
        Field("Address", "address", ADDRESS),
        Field("PostcodeAddress", "postcode_address", ADDRESS),
        Field("ContactPerson", "contact_person", CONTACT),
    ),
)

DANGEROUS = Shape(DangerousGoods, (_NUMBER, Field("UNNumber", "un_number", TEXT)))
PACKAGING = Shape(
    Packaging,
    (
        _NUMBER,
        *texts("typeOfPackages", "shippingMarks"),
        Field("numberOfPackages", "number_of_packages", INTEGER),
    ),
)
_CODE = "CommodityCode"
_MEASURE = "GoodsMeasure"
COMMODITY = Shape(
    Commodity,
    (
        *texts("descriptionOfGoods", "cusCode"),
        Field(f"{_CODE}/harmonizedSystemSubHeadingCode", "harmonized_system_code", TEXT),
        Field(f"{_CODE}/combinedNomenclatureCode", "combined_nomenclature_code", TEXT),
        Field("DangerousGoods", "dangerous_goods", DANGEROUS, many=True),
        Field(f"{_MEASURE}/grossMass", "gross_mass", QUANTITY),
        Field(f"{_MEASURE}/netMass", "net_mass", QUANTITY),
        Field(f"{_MEASURE}/supplementaryUnits", "supplementary_units", QUANTITY),
    ),
)
_ACTORS = Field("AdditionalSupplyChainActor", "supply_chain_actors", ACTOR, many=True)
_COUNTRIES = (
    *texts("countryOfDispatch", "countryOfDestination"),
    Field("referenceNumberUCR", "reference_number_ucr", TEXT),
)
GOODS = Shape(
    ConsignmentItem,
    (
        Field("goodsItemNumber", "goods_item_number", INTEGER),
        Field("declarationGoodsItemNumber", "declaration_goods_item_number", INTEGER),
        *texts("declarationType"),
        *_COUNTRIES,
        Field("Consignee", "consignee", PARTY),
        _ACTORS,
        Field("Commodity", "commodity", COMMODITY),
        Field("Packaging", "packaging", PACKAGING, many=True),
        *_DOCUMENTS,
    ),
)
_DEPARTURE_MEANS = Field("DepartureTransportMeans", "departure_means", MEANS, many=True)
HOUSE = Shape(
    HouseConsignment,
    (
        _NUMBER,
        *_COUNTRIES,
        Field("grossMass", "gross_mass", QUANTITY),
        Field("securityIndicatorFromExportDeclaration", "security_from_export", TEXT),
        Field("Consignor", "consignor", PARTY),
        Field("Consignee", "consignee", PARTY),
        _ACTORS,
        _DEPARTURE_MEANS,
        *_DOCUMENTS,
        Field("ConsignmentItem", "goods", GOODS, many=True),
    ),
)
ROUTING = Shape(CountryOfRouting, (_NUMBER, *texts("country")))
CONSIGNMENT = Shape(
    Consignment,
    (
        *_COUNTRIES,
        Field("containerIndicator", "container_indicator", FLAG),
        *texts("inlandModeOfTransport"),
        Field("modeOfTransportAtTheBorder", "mode_of_transport_at_border", TEXT),
        Field("grossMass", "gross_mass", QUANTITY),
        Field("Carrier", "carrier", PARTY),
        Field("Consignor", "consignor", PARTY),
        Field("Consignee", "consignee", PARTY),
        _ACTORS,
        Field("TransportEquipment", "equipment", EQUIPMENT, many=True),
        Field("LocationOfGoods", "location_of_goods", LOCATION),
        _DEPARTURE_MEANS,
        Field("CountryOfRoutingOfConsignment", "countries_of_routing", ROUTING, many=True),
        Field("ActiveBorderTransportMeans", "active_border_means", MEANS, many=True),
        Field("PlaceOfLoading", "place_of_loading", PLACE),
        Field("PlaceOfUnloading", "place_of_unloading", PLACE),
        *_DOCUMENTS,
        Field("HouseConsignment", "house_consignments", HOUSE, many=True),
    ),
)

GUARANTEE_REFERENCE = Shape(
    GuaranteeReference,
    (
        _NUMBER,
        Field("GRN", "grn", TEXT),
        *texts("accessCode", "currency"),
        Field("amountToBeCovered", "amount", QUANTITY),
    ),
)
GUARANTEE = Shape(
    Guarantee,
    (
        _NUMBER,
        Field("guaranteeType", "type", TEXT),
        Field("otherGuaranteeReference", "other_reference", TEXT),
        Field("GuaranteeReference", "references", GUARANTEE_REFERENCE, many=True),
    ),
)
CONTROL = Shape(
    ControlResult, (*texts("code", "controlledBy", "text"), Field("date", "date", DAY))
)
RISK_RESULT = Shape(
    RiskResult, (_NUMBER, *texts("code", "text"), Field("riskAreaCode", "risk_area", TEXT))
)
RISK_ANALYSIS = Shape(
    RiskAnalysis,
    (
        _NUMBER,
        Field("declarationGoodsItemNumber", "declaration_goods_item_number", INTEGER),
        Field("RiskAnalysisResult", "results", RISK_RESULT, many=True),
    ),
)
RISK = Shape(
    RiskIdentification,
    (*texts("code"), Field("RiskAnalysis", "analyses", RISK_ANALYSIS, many=True)),
)
TRANSIT_OFFICE = Shape(
    OfficeOfTransit,
    (
        _NUMBER,
        *texts("referenceNumber"),
        Field("arrivalDateAndTimeEstimated", "arrival_estimated", INSTANT),
    ),
)
EXIT_OFFICE = Shape(OfficeOfExit, (_NUMBER, *texts("referenceNumber")))
_OPERATION = "TransitOperation"
DECLARATION = Shape(
    Declaration,
    (
        Field(f"{_OPERATION}/LRN", "lrn", TEXT),
        Field(f"{_OPERATION}/MRN", "mrn", TEXT),
        Field(f"{_OPERATION}/declarationType", "declaration_type", TEXT),
        Field(f"{_OPERATION}/additionalDeclarationType", "additional_declaration_type", TEXT),
        Field(f"{_OPERATION}/TIRCarnetNumber", "tir_carnet_number", TEXT),
        Field(f"{_OPERATION}/presentationOfTheGoodsDateAndTime", "presentation_of_goods", INSTANT),
        Field(f"{_OPERATION}/declarationAcceptanceDate", "acceptance_date", DAY),
        Field(f"{_OPERATION}/releaseDate", "release_date", DAY),
        Field(f"{_OPERATION}/security", "security", TEXT),
        Field(f"{_OPERATION}/reducedDatasetIndicator", "reduced_dataset", FLAG),
        Field(f"{_OPERATION}/specificCircumstanceIndicator", "specific_circumstance", TEXT),
        Field(f"{_OPERATION}/communicationLanguageAtDeparture", "language_at_departure", TEXT),
        Field(f"{_OPERATION}/bindingItinerary", "binding_itinerary", FLAG),
        Field(f"{_OPERATION}/limitDate", "limit_date", DAY),
        Field("Authorisation", "authorisations", AUTHORISATION, many=True),
        Field("CustomsOfficeOfDeparture/referenceNumber", "office_of_departure", TEXT),
        Field("CustomsOfficeOfDestinationDeclared/referenceNumber", "office_of_destination", TEXT),
        Field("CustomsOfficeOfTransitDeclared", "offices_of_transit", TRANSIT_OFFICE, many=True),
        Field("CustomsOfficeOfExitForTransitDeclared", "offices_of_exit", EXIT_OFFICE, many=True),
        Field("HolderOfTheTransitProcedure", "holder", PARTY),
        Field("Representative", "representative", REPRESENTATIVE),
        Field("ControlResult", "control_result", CONTROL),
        Field("RiskAnalysisIdentification", "risk", RISK),
        Field("Guarantee", "guarantees", GUARANTEE, many=True),
        Field("Consignment", "consignment", CONSIGNMENT),
    ),
)


def declaration_of(message: Message) -> Declaration:
    """Read what a 015, 029, 001 or 050 declares; total, whatever its elements hold."""
    return DECLARATION.read(message.root)
