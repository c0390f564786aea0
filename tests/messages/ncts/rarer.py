"""The rules of rarer messages broken, each in a message that says hardly more."""

from app.messages.ncts.compose import Values

SEAL: Values = {"sequenceNumber": "1", "identifier": "AL-9"}
MOVED: Values = {"containerIndicator": "1"}
BROKEN: Values = {"code": "2", "TransportEquipment": [{"numberOfSeals": "1", "Seal": [SEAL]}]}

COMPOSED: tuple[tuple[str, str, Values], ...] = (
    ("C0240", "CD180C", {"Consignment": {"Incident": [{"code": "2"}]}}),
    ("C0240", "CD180C", {"Consignment": {"Incident": [{**BROKEN, "Transhipment": MOVED}]}}),
    ("C0240", "CD180C", {"Consignment": {"Incident": [{"code": "3"}]}}),
    ("C0240", "CD180C", {"Consignment": {"Incident": [{**BROKEN, "code": "1"}]}}),
    ("C0240", "CD180C", {"Consignment": {"Incident": [{"code": "5", "Transhipment": MOVED}]}}),
    (
        "C0396",
        "CD180C",
        {
            "Consignment": {
                "Incident": [{"code": "2", "TransportEquipment": [{"sequenceNumber": "1"}]}]
            }
        },
    ),
    ("C0040", "CD180C", {"Consignment": {"Incident": [{"code": "3", "Transhipment": MOVED}]}}),
    (
        "C0820",
        "CD180C",
        {
            "Consignment": {
                "Incident": [
                    {
                        "code": "3",
                        "Transhipment": MOVED,
                        "TransportEquipment": [{"sequenceNumber": "1"}],
                    }
                ]
            }
        },
    ),
    (
        "C0460",
        "CD180C",
        {"Consignment": {"Incident": [{"Location": {"qualifierOfIdentification": "U"}}]}},
    ),
    (
        "C0569",
        "CD180C",
        {
            "Consignment": {
                "Incident": [{"code": "2", "TransportEquipment": [{"numberOfSeals": "1"}]}]
            }
        },
    ),
    (
        "C0569",
        "CD180C",
        {
            "Consignment": {
                "Incident": [
                    {"code": "2", "TransportEquipment": [{"numberOfSeals": "0", "Seal": [SEAL]}]}
                ]
            }
        },
    ),
    (
        "R0106",
        "CD180C",
        {
            "Consignment": {
                "Incident": [
                    {"code": "2", "TransportEquipment": [{"numberOfSeals": "2", "Seal": [SEAL]}]}
                ]
            }
        },
    ),
    (
        "C0365",
        "CD003C",
        {"TransitOperation": {"requestRejectionReasonCode": "3"}, "ControlResult": {"code": "A2"}},
    ),
    ("C0365", "CD115C", {"TransitOperation": {"MRN": "26AL0010003K7B2MJ0"}}),
    ("C0102", "CC007C", {"TransitOperation": {"simplifiedProcedure": "1"}}),
    (
        "C0102",
        "CC007C",
        {"TransitOperation": {"simplifiedProcedure": "0"}, "Authorisation": [{"type": "C522"}]},
    ),
    ("C0452", "CC060C", {"TransitOperation": {"notificationType": "0"}}),
    (
        "C0452",
        "CC060C",
        {"TransitOperation": {"notificationType": "2"}, "TypeOfControls": [{"type": "40"}]},
    ),
    ("C0455", "CC060C", {"TransitOperation": {"notificationType": "1"}}),
    (
        "C0455",
        "CC060C",
        {
            "TransitOperation": {"notificationType": "2"},
            "RequestedDocument": [{"documentType": "N730"}],
        },
    ),
    (
        "C0451",
        "CC060C",
        {"TransitOperation": {"notificationType": "0"}, "TypeOfControls": [{"type": "50"}]},
    ),
    ("C0255", "CD204C", {"TransitOperation": {"MRN": "26AL0010003K7B2MJ0"}}),
    (
        "C0255",
        "CD204C",
        {"TransitOperation": {"usageCancellationDate": "2026-11-22", "releaseDate": "2026-11-22"}},
    ),
    ("C0354", "CD049C", {"TransitOperation": {"discrepanciesResolved": "1"}}),
    (
        "C0354",
        "CD049C",
        {"TransitOperation": {"discrepanciesResolved": "0", "writeOffDate": "2026-11-22"}},
    ),
    ("C0013", "CD143C", {"Enquiry": {"responseCode": "2"}}),
    ("C0013", "CD143C", {"Enquiry": {"responseCode": "1", "text": "Arrived"}}),
    ("C0467", "CC014C", {"TransitOperation": {"LRN": "A", "MRN": "26AL0010003K7B2MJ0"}}),
    ("C0467", "CC060C", {"TransitOperation": {}}),
    ("C0492", "CC056C", {"TransitOperation": {"rejectionCode": "4"}}),
    (
        "C0466",
        "CD003C",
        {
            "TransitOperation": {"requestRejectionReasonCode": "3"},
            "CustomsOfficeOfTransitDeclared": [{"referenceNumber": "XK002010"}],
        },
    ),
    ("C0811", "CD003C", {"TransitOperation": {"requestRejectionReasonCode": "3"}}),
    (
        "C0811",
        "CD003C",
        {
            "TransitOperation": {"requestRejectionReasonCode": "1"},
            "CustomsOfficeOfDeparture": {"referenceNumber": "AL002000"},
        },
    ),
    (
        "C0831",
        "CD094C",
        {
            "CustomsOfficeOfTransit": {"referenceNumber": "XK002010"},
            "CustomsOfficeOfDestination": {"referenceNumber": "XK001010"},
        },
    ),
    ("C0831", "CD095C", {}),
    (
        "C0027",
        "CC043C",
        {"CTLControl": {"continueUnloading": "1"}, "HolderOfTheTransitProcedure": {"name": "X"}},
    ),
    ("C0027", "CC043C", {"TransitOperation": {"MRN": "26AL0010003K7B2MJ0"}}),
    ("C0128", "CC009C", {"Invalidation": {"decision": "1"}}),
    ("C0137", "CC014C", {"Invalidation": {"initiatedByCustoms": "0"}}),
    (
        "C0129",
        "CC014C",
        {"Invalidation": {"initiatedByCustoms": "1", "requestDateAndTime": "2026-11-22T13:05:00"}},
    ),
    ("C0129", "CC014C", {"Invalidation": {"initiatedByCustoms": "0"}}),
    (
        "C0715",
        "CD003C",
        {
            "RiskAnalysisIdentification": {
                "code": "R",
                "RiskAnalysis": [{"RiskAnalysisResult": [{"sequenceNumber": "1"}]}],
            }
        },
    ),
    (
        "C0715",
        "CD003C",
        {
            "RiskAnalysisIdentification": {
                "code": "X",
                "RiskAnalysis": [{"RiskAnalysisResult": [{"code": "1E"}]}],
            }
        },
    ),
    (
        "C0816",
        "CC044C",
        {
            "CustomsOfficeOfDestinationActual": {"referenceNumber": "CH001001"},
            "Consignment": {
                "HouseConsignment": [
                    {
                        "ConsignmentItem": [
                            {"Commodity": {"CommodityCode": {"combinedNomenclatureCode": "21"}}}
                        ]
                    }
                ]
            },
        },
    ),
)

QUIET: tuple[tuple[str, str, Values], ...] = (
    (
        "C0930",
        "CD018C",
        {
            "TransitOperation": {"otherThingsToReport": "Torn canvas"},
            "ControlResult": {"code": "A5"},
        },
    ),
    ("C0930", "CD018C", {}),
    ("C0352", "CC025C", {}),
    ("C0102", "CC007C", {}),
    ("C0452", "CC060C", {}),
    (
        "C0455",
        "CC060C",
        {"TransitOperation": {"notificationType": "0"}, "TypeOfControls": [{"type": "40"}]},
    ),
    ("C0255", "CD204C", {}),
    ("C0354", "CD049C", {}),
    ("C0831", "CD094C", {"CustomsOfficeOfTransit": {"referenceNumber": "XK002010"}}),
    ("C0813", "CD003C", {"messageRecipient": "NTA.FR", "messageSender": "NTA.DE"}),
    (
        "C0460",
        "CD180C",
        {"Consignment": {"Incident": [{"Location": {"qualifierOfIdentification": "Q"}}]}},
    ),
    ("C0240", "CD180C", {"Consignment": {"Incident": [{"Location": {}}]}}),
    ("R0106", "CD180C", {"Consignment": {"Incident": [BROKEN]}}),
    (
        "C0040",
        "CD180C",
        {
            "Consignment": {
                "Incident": [{"code": "3", "Transhipment": {"containerIndicator": "0"}}]
            }
        },
    ),
    ("C0394", "CC170C", {"Consignment": {"LocationOfGoods": {"qualifierOfIdentification": "Q"}}}),
    (
        "C0394",
        "CC170C",
        {
            "Consignment": {
                "LocationOfGoods": {
                    "qualifierOfIdentification": "V",
                    "CustomsOffice": {"referenceNumber": "AL002000"},
                }
            }
        },
    ),
    ("C0569", "CC015C", {"Consignment": {"TransportEquipment": [{"sequenceNumber": "1"}]}}),
    ("C0085", "CC015C", {"Guarantee": [{"sequenceNumber": "1"}]}),
    ("C0086", "CC015C", {"Guarantee": [{"GuaranteeReference": [{"sequenceNumber": "1"}]}]}),
    ("C0904", "CC028C", {"HolderOfTheTransitProcedure": {"name": "X"}}),
    ("C0904", "CC015C", {"TransitOperation": {"declarationType": "T1"}}),
    ("C0411", "CC015C", {"TransitOperation": {"LRN": "X"}}),
    ("C0191", "CC015C", {"TransitOperation": {"security": "2"}}),
    (
        "C0715",
        "CD003C",
        {
            "RiskAnalysisIdentification": {
                "code": "N",
                "RiskAnalysis": [{"RiskAnalysisResult": [{"code": "1E"}]}],
            }
        },
    ),
    ("C0251", "CD003C", {"RiskAnalysisIdentification": {"code": "X"}}),
    (
        "R0315",
        "CC015C",
        {
            "Consignment": {
                "modeOfTransportAtTheBorder": "4",
                "ActiveBorderTransportMeans": [{"conveyanceReferenceNumber": "ALB4417"}],
            }
        },
    ),
    (
        "R0004",
        "CC029C",
        {"CustomsOfficeOfTransitDeclared": [{"arrivalDateAndTimeEstimated": "soon"}]},
    ),
    (
        "R0005",
        "CC015C",
        {"CustomsOfficeOfTransitDeclared": [{"arrivalDateAndTimeEstimated": "soon"}]},
    ),
    (
        "R3061",
        "CC015C",
        {
            "Consignment": {
                "HouseConsignment": [
                    {"ConsignmentItem": [{"AdditionalInformation": [{"code": "20100"}]}]}
                ]
            }
        },
    ),
    (
        "R3060",
        "CC015C",
        {
            "Consignment": {
                "countryOfDestination": "CH",
                "AdditionalInformation": [{"code": "20100"}],
            }
        },
    ),
    (
        "R0906",
        "CC015C",
        {
            "CustomsOfficeOfDestinationDeclared": {"referenceNumber": "AD000001"},
            "CustomsOfficeOfTransitDeclared": [{"referenceNumber": "AD000002"}],
        },
    ),
    (
        "R0901",
        "CC015C",
        {
            "TransitOperation": {"declarationType": "TIR"},
            "CustomsOfficeOfDeparture": {"referenceNumber": "FR000001"},
            "CustomsOfficeOfDestinationDeclared": {"referenceNumber": "DE000001"},
        },
    ),
    (
        "R0909",
        "CC015C",
        {
            "TransitOperation": {"declarationType": "T2SM"},
            "CustomsOfficeOfDeparture": {"referenceNumber": "IT000001"},
            "CustomsOfficeOfDestinationDeclared": {"referenceNumber": "SM000001"},
        },
    ),
    (
        "C0035",
        "CC015C",
        {
            "TransitOperation": {"declarationType": "T"},
            "CustomsOfficeOfDeparture": {"referenceNumber": "CH001001"},
            "Consignment": {
                "PreviousDocument": [{"type": "T2"}],
                "HouseConsignment": [
                    {"ConsignmentItem": [{"declarationType": "T1"}, {"declarationType": "T2"}]}
                ],
            },
        },
    ),
    (
        "C0598",
        "CC015C",
        {
            "TransitOperation": {"security": "1"},
            "CustomsOfficeOfTransitDeclared": [{"referenceNumber": "XK002010"}],
        },
    ),
    (
        "C0837",
        "CC015C",
        {
            "Consignment": {
                "HouseConsignment": [
                    {"ConsignmentItem": [{"Commodity": {"GoodsMeasure": {"grossMass": "1"}}}]}
                ]
            }
        },
    ),
    (
        "C0129",
        "CC014C",
        {"Invalidation": {"initiatedByCustoms": "0", "requestDateAndTime": "2026-11-22T13:05:00"}},
    ),
    (
        "C0870",
        "CC009C",
        {
            "messageRecipient": "AL7712340001",
            "Invalidation": {"decision": "1", "decisionDateAndTime": "2026-11-22T13:05:00"},
        },
    ),
)
"""What sounds like a breach and is none."""
