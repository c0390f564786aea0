"""What transit hands over to the workstation and the hub."""

from app.acts.room import Queue, Room
from app.transit import (
    arrival,
    departure,
    handing,
    lateness,
    listing,
    lists,
    lodging,
    pages,
    passage,
    records,
    stops,
    use_cases,
)
from app.transit.acts import KINDS
from app.transit.incoming import INCOMING
from app.transit.outgoing import due
from app.transit.record import MovementKind
from app.transit.sentences import sentence

ROOM = Room(
    name="transit",
    kinds=KINDS,
    records=(MovementKind(),),
    use_cases={
        use_cases.Declare: departure.declare,
        use_cases.Lodge: lodging.lodge,
        use_cases.Accept: departure.accept,
        use_cases.DecideControl: stops.decide_control,
        use_cases.TakeDepartureResult: departure.take_departure_result,
        use_cases.AffixSeals: departure.affix_seals,
        use_cases.SetLimit: departure.set_limit,
        use_cases.Release: departure.release,
        use_cases.NotRelease: departure.not_release,
        use_cases.Cross: passage.cross,
        use_cases.Arrive: arrival.arrive,
        use_cases.CheckSeals: arrival.check_seals,
        use_cases.TakeResult: arrival.take_result,
        use_cases.EndTransit: arrival.end_transit,
        use_cases.Discharge: departure.discharge,
        use_cases.SolveDiscrepancies: departure.solve_discrepancies,
        use_cases.Hold: stops.hold,
        use_cases.LiftHold: stops.lift_hold,
        use_cases.Invalidate: stops.invalidate,
    },
    views={
        lateness.LateList: lateness.late_list,
        lists.QueueOf: lists.queue_of,
        lists.Today: lists.today,
        lists.Find: lists.find,
        pages.ArrivalPage: pages.arrival_page,
        pages.ArrivalFollows: pages.arrival_follows,
        pages.CrossingPage: pages.crossing_page,
        pages.FastLane: pages.fast_lane,
        lodging.CheckKeyed: lodging.check_keyed,
        lodging.CodesOf: lodging.codes_of,
        records.DeparturePage: records.departure_page,
        records.RecordPage: records.record_page,
    },
    queues=(
        Queue(listing.EXPECTED, "EndTransit"),
        Queue(listing.CROSSINGS, "Cross"),
        Queue(listing.YARD, "EndTransit"),
        Queue(listing.CONTROL, "TakeResult"),
        Queue(listing.RESULT, "TakeResult"),
        Queue(listing.DEPARTURES, "Release"),
        Queue(listing.LATE, "Discharge"),
        Queue(listing.HOLDS, "LiftHold"),
    ),
    incoming=INCOMING,
    outgoing=due,
    sentences=sentence,
    in_force=handing.in_force,
)
