"""What secures the duties of a transit movement."""

import msgspec

from app.base.quantities import Quantity


class GuaranteeReference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One guarantee drawn on: its number, the amount covered and the currency (ISO 4217).

    The access code is a secret of the holder: never shown, printed or logged.
    """

    sequence_number: int
    grn: str | None = None
    access_code: str | None = None
    amount: Quantity | None = None
    currency: str | None = None

    def __repr__(self) -> str:
        """Leave the access code out of every log and failure report."""
        return (
            f"GuaranteeReference(sequence_number={self.sequence_number}, grn={self.grn!r}, "
            f"amount={self.amount}, currency={self.currency!r})"
        )


class Guarantee(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A kind of guarantee (CL251: 0 waiver, 1 comprehensive, 4 voucher, B TIR ...)."""

    sequence_number: int
    type: str
    other_reference: str | None = None
    references: tuple[GuaranteeReference, ...] = ()
