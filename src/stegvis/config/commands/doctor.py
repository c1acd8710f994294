"""`stegvis doctor`: what the program needs is here, and closed to those it should be closed to."""

from collections.abc import Callable, Mapping

import click
from django.db import DatabaseError

from stegvis.config import checks
from stegvis.config.checks import Finding
from stegvis.config.commands import faults_as_sentences, start_database


@click.command
@click.pass_context
def command(context: click.Context) -> None:
    """Check the installation, one line for each check; exit status 1 when one fails."""
    context.exit(0 if _all_good(checks.MACHINE) & _database_good() else 1)


def _all_good(group: Mapping[str, Callable[[], Finding]]) -> bool:
    findings = {name: _found(check) for name, check in group.items()}
    for name, finding in findings.items():
        _print(name, finding)
    return all(finding.good for finding in findings.values())


def _database_good() -> bool:
    try:
        with faults_as_sentences():
            start_database()
    except click.ClickException as stopped:
        _print("database", checks.fault(stopped.message))
        return False
    return _all_good(checks.DATABASE)


def _found(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except DatabaseError as error:
        return checks.fault(str(error).partition("\n")[0])


def _print(name: str, finding: Finding) -> None:
    verdict = ("warn" if finding.warns else "ok") if finding.good else "FAULT"
    click.echo(f"{verdict:<6} {name:<11} {finding.line}")
