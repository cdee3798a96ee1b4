"""The command line: which commands there are, and what happens when one fails."""

import errno
import io
import os
import re
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import build_command
from kg.cli.check import check
from kg.cli.diff import diff_command
from kg.cli.evaluate import evaluate_command
from kg.cli.explain import explain_command
from kg.cli.export import export_command
from kg.cli.extract import extract_command
from kg.cli.load import load_command
from kg.cli.messages import drop_output, tell
from kg.cli.query import query_command
from kg.cli.stats import stats_command
from kg.cli.suggest import suggest_command

COMMANDS = (
    *(build_command, extract_command, export_command, explain_command, stats_command, diff_command),
    *(load_command, query_command, evaluate_command, check, suggest_command),
)
# Libraries that the core does without -> the extra of the package that installs them.
EXTRAS = {
    **{"pyvis": "html", "numpy": "html", "neo4j": "neo4j", "pyarrow": "formats", "matplotlib": "plot"},
    "ladybug": "cypher",
    **dict.fromkeys(("bibtexparser", "pylatexenc", "rispy", "zstandard"), "sources"),
    **dict.fromkeys(("pyspark", "py4j"), "spark"),
}
EPILOG = """\b
Examples:
  kg build papers/*.txt -o graph.jsonl    build a graph from papers
  kg stats                                see what it holds
  kg explain --entity LoRA                see why it says so
  kg query top_methods                    ask it a question, by name or in Cypher
  kg export graph.html                    make a page to explore
"""
# Pydantic-style phrases in Typer's messages that add nothing.
_PARSERS_WORDS = re.compile(r"Value error, |Input (?=should be)|, unable to parse string as an? \w+")
HELP = {"help_option_names": ["-h", "--help"]}
WRITE_ERRORS = ("ENOSPC", "EDQUOT", "EFBIG", "EIO")
DONE, FAILED, WRONG_CALL, INTERRUPTED = 0, 1, 2, 130


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"kg {version('kg')}")
        raise typer.Exit


def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a failure.")] = False,  # read by run
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Build a knowledge graph of methods, datasets, hardware and code from paper abstracts."""


def make_app() -> typer.Typer:
    """The commands as one application; without rich, which would double the time of --help."""
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings=HELP,
        epilog=EPILOG,
    )
    app.callback()(options)
    for command in COMMANDS:
        app.command(command.__name__.removesuffix("_command"))(command)
    return app


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; every failure becomes a message of one or two lines."""
    debug = "--debug" in arguments  # before or after the command
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        status = make_app()(arguments or ["--help"], prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # the parser makes the second of the first
        drop_output(sys.stdout)  # the reader has seen enough
        return DONE
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except Exception as error:
        if debug:
            traceback.print_exc()
        status, message = _failure(error, arguments)
        tell(f"kg: {message}")
        drop_output(sys.stdout)
    if status == INTERRUPTED:
        tell("kg: stopped")
        drop_output(sys.stdout)
    return status or DONE


def _failure(error: Exception, arguments: list[str]) -> tuple[int, str]:
    """The exit status and the message of a failure."""
    from kg.model import KgError

    if isinstance(error, KgError):
        return FAILED, str(error)
    # Errors of click, or of Typer's own copy of it.
    if hasattr(error, "format_message"):
        context = getattr(error, "ctx", None)
        named = f"kg {arguments[0]}" if not context and arguments and not arguments[0].startswith("-") else "kg"
        own = isinstance(error, typer.BadParameter) and error.param is None  # raised by a command of kg
        told = str(error) if own else _PARSERS_WORDS.sub("", error.format_message().rstrip("."))
        return WRONG_CALL, f"{told} (see {context.command_path if context else named} --help)"
    if isinstance(error, ModuleNotFoundError) and error.name and (extra := EXTRAS.get(error.name.partition(".")[0])):
        return FAILED, f"this needs the library {error.name}: run pip install 'kg[{extra}]'"
    if isinstance(error, OSError):
        writing = errno.errorcode.get(error.errno or 0) in WRITE_ERRORS
        where = error.filename or ("cannot write to standard output" if writing else "the system refused")
        return FAILED, f"{where}: {error.strerror or error}"
    return FAILED, f"internal error: {type(error).__name__}: {error}: run with --debug for the traceback"


def main() -> None:
    """The `kg` command."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed, as by 2>&- in a shell
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the end
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Data is UTF-8 whatever the system's encoding; a terminal keeps its own.
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))
