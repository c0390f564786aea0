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
)
