"""A record from end to end in a scratch store: what ``self-test`` lives through."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.acts.chain import Tip, first_break
from app.base.clock import Clock, Day, Instant, SystemClock, day_of, moment_of
from app.base.ids import RecordId, SystemChance
from app.base.quantities import quantity
from app.consignment.consignments import Consignment, HouseConsignment
from app.consignment.declaration import Declaration
from app.consignment.goods import Commodity, ConsignmentItem, Packaging
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.consignment.parties import Party
from app.consignment.transport import TransportMeans
from app.models.leases import Lease
from app.security.roles import Role
from app.transit.use_cases import Accept, Declare, Release
from app.workstation.cases import SignIn
from app.workstation.papers import ANSWERS, Paper, PaperRow
from app.workstation.premises import Door, Enrolment, Premises
from app.workstation.records import Numbered, RecordPage
from app.workstation.rooms import Rooms
from app.workstation.workstation import Workstation

COUNTRY, OFFICE, DESTINATION = "al", "AL002000", "XK001010"
GRN = "24AL0000000123458"
_WEEK_MS = 7 * 86_400_000
_ALL_ACTS = 10_000


class Trial:
    """A scratch post with one officer signed in, and what is tried on it."""

    def __init__(self, post: Workstation, clock: Clock) -> None:
        self.post = post
        self._clock = clock
        self._record = RecordId(b"")

    @property
    def mrn(self) -> str:
        """The number of the record tried."""
        return self.post.ask(RecordPage(record=self._record)).number

    def released(self) -> str:
        """Take a declaration in, accept it, release it; the answer is its state."""
        lent = Lease(
            kind="mrn",
            stream=self.post.scribe.stream,
            first=1,
            last=10,
            expiry=Instant(0),
            fence=1,
            next=1,
        )
        with self.post.store.writing() as unit:
            unit.leases.lease(lent)
        record = self.post.do(Declare(declaration=declaration())).value
        mrn = self.post.do(Accept(record=record)).value
        self._record = self.post.ask(Numbered(number=mrn))
        self.post.do(
            Release(record=self._record, result="A2", exempt=True, limit=self._next_week())
        )
        return self.post.ask(RecordPage(record=self._record)).state

    def paper(self) -> PaperRow:
        """Draw its accompanying document."""
        return self.post.ask(Paper(document="tad", record=self._record))

    def is_unbroken(self) -> bool:
        """Whether the stream's chain holds, and folding everything again gives equal bytes."""
        stream = self.post.scribe.stream
        with self.post.store.reading() as look:
            acts = look.stream_acts(stream, 0, _ALL_ACTS)
        return first_break(acts, Tip(stream)) is None and not self.post.rebuild().differed

    def _next_week(self) -> Day:
        return day_of(moment_of(Instant(self._clock.now() + _WEEK_MS)).date())


@contextmanager
def scratch() -> Iterator[Trial]:
    """Make a post in a folder that is gone afterwards."""
    clock, chance = SystemClock(), SystemChance()
    secret = chance.token(24).hex()
    officer = Enrolment(name="Self-test", person="0", roles=(Role.SUPERVISOR,), secret=secret)
    with TemporaryDirectory(prefix="waypost-") as folder:
        premises = Premises.create(
            Path(folder) / "post",
            Door(office=OFFICE, country=COUNTRY),
            (officer,),
            Rooms().registry,
            clock=clock,
            chance=chance,
        )
        post = Workstation(premises, clock=clock, chance=chance, also=ANSWERS)
        try:
            key = premises.vault.officers()[0].officer
            post.do(SignIn(officer=key, secret=secret, duty="self-test"))
            yield Trial(post, clock)
        finally:
            post.close()


def declaration() -> Declaration:
    """A small declaration, whole enough to be released and printed."""
    holder = Party(identification_number="AL0000000001", name="Self-test")
    goods = ConsignmentItem(
        goods_item_number=1,
        declaration_goods_item_number=1,
        commodity=Commodity(
            description_of_goods="Self-test: Dürrës, Прешево",
            harmonized_system_code="070200",
            gross_mass=quantity(100),
        ),
        packaging=(Packaging(sequence_number=1, type_of_packages="BX", number_of_packages=1),),
    )
    lorry = TransportMeans(
        sequence_number=1,
        type_of_identification="30",
        identification_number="AA000AA",
        nationality="AL",
    )
    secured = GuaranteeReference(sequence_number=1, grn=GRN, amount=quantity(100), currency="EUR")
    return Declaration(
        declaration_type="T1",
        security="0",
        additional_declaration_type="A",
        office_of_departure=OFFICE,
        office_of_destination=DESTINATION,
        lrn="SELF-TEST",
        holder=holder,
        guarantees=(Guarantee(sequence_number=1, type="1", references=(secured,)),),
        consignment=Consignment(
            country_of_dispatch="AL",
            country_of_destination="XK",
            container_indicator=False,
            inland_mode_of_transport="3",
            gross_mass=quantity(100),
            departure_means=(lorry,),
            house_consignments=(
                HouseConsignment(sequence_number=1, gross_mass=quantity(100), goods=(goods,)),
            ),
        ),
    )
