"""The program `stegvis`: finds the command and loads only what that command needs.

Exit status: 0 done, 1 the input is at fault (a click.ClickException says so), 2 wrong use.
"""

import importlib
from dataclasses import dataclass

import click

COMMANDS = "stegvis.config.commands"


@dataclass(frozen=True)
class Entry:
    """One command: what `stegvis --help` says of it, its module, and whether it uses models."""

    help: str
    module: str
    models: bool = True


ENTRIES = {
    "import": Entry("Read tables of records into the database.", "import_"),
    "export": Entry("Write an association's records as tables.", "export"),
    "measures": Entry("List the measures with their definitions.", "measures"),
    "figure": Entry("Compute a measure for a period.", "figure"),
    "report": Entry("Make a report as PDF, Word, OpenDocument, HTML or Excel.", "report"),
    "demo": Entry("Fill an empty database with a synthetic story.", "demo"),
    "serve": Entry("Run the web server.", "serve", models=False),
    "worker": Entry("Run the background jobs.", "worker"),
    "log": Entry("Seal the read log, and check that it is as it was sealed.", "log"),
    "vault": Entry("Show the master keys of what is sealed, or take a new one.", "vault"),
    "backup": Entry("Write the database and the files to one encrypted file.", "backup"),
    "restore": Entry("Put a backup in the place of the database.", "restore"),
    "verify": Entry("Restore a backup beside the database, and look at it.", "verify"),
    "erase": Entry("Erase the records whose time is over.", "erase"),
    "doctor": Entry("Check the installation, one line for each check.", "doctor"),
    "db": Entry("Start, stop, show or migrate the database.", "db", models=False),
}


class Program(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names, in the order of the manual."""
        return list(ENTRIES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command called `name`, with Django set up before its module is imported."""
        entry = ENTRIES.get(name)
        return None if entry is None else _loaded(entry)

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in ENTRIES.items()])


def _loaded(entry: Entry) -> click.Command:
    if entry.models:
        shared = importlib.import_module(COMMANDS)
        with shared.faults_as_sentences():
            shared.set_up_django()
    module = importlib.import_module(f"{COMMANDS}.{entry.module}")
    command: click.Command = module.command
    return command


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stegvis")
def main() -> None:
    """Stegvis: follow-up for Swedish coordination associations."""
