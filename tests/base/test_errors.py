from app.base.errors import Broken, Bug, Refused, Unreachable, WaypostError
from app.base.findings import Finding, Severity, stops


def test_an_error_tells_its_code_and_parameters() -> None:
    assert str(Broken("store.full", folder="x", n=3)) == "store.full (folder=x, n=3)"
    assert str(Unreachable("sync.silent")) == "sync.silent"


def test_a_refusal_names_its_field_and_what_would_be_lawful() -> None:
    refused = Refused("transit.sealed", field="seals", allowed=("arrive",), n=2)
    assert (refused.field, refused.allowed) == ("seals", ("arrive",))
    assert refused.parameters == {"n": 2}


def test_a_bug_carries_its_reference() -> None:
    assert Bug("K7-20").parameters == {"reference": Bug("K7-20").reference}


def test_all_of_them_are_one_family() -> None:
    kinds = (Refused, Unreachable, Broken, Bug)
    assert all(issubclass(kind, WaypostError) for kind in kinds)


def test_only_findings_that_stop_stop() -> None:
    findings = [
        Finding(code=f"x.{weight}", rule="R", path="/", severity=weight) for weight in Severity
    ]
    assert [finding.code for finding in stops(findings)] == ["x.stop"]
