"""`harvester correct`: a person's corrections of single cells; they survive re-parsing and say why."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import asdict

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._options import add_db, add_json
from harvester.cli._output import counted, json_text, say, table

BLANK = "blank"


def _value(text: str) -> int | float | None:
    """A number as it should stand in the cell, or `blank`."""
    if text == BLANK:
        return None
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e15:
        raise ArgumentTypeError(f"{text!r} is neither a number nor the word {BLANK}")
    return int(number) if number.is_integer() else number


def configure(parser: ArgumentParser) -> None:
    """Options of `correct`."""
    parser.add_argument("agency", nargs="?", metavar="AGENCY", help="name of the agency, or a part that only it has")
    parser.add_argument("year", nargs="?", type=int, metavar="YEAR", help="report year")
    parser.add_argument("cell", nargs="?", metavar="TABLE.ROW.COLUMN", help="cell, e.g. applications.granted.total")
    parser.add_argument("value", nargs="?", type=_value, default=..., metavar="VALUE", help=f"a number, or {BLANK}")
    parser.add_argument("--reason", help="why (required with a value)")
    parser.add_argument("--author", help="who says so (required with a value)")
    parser.add_argument("--remove", action="store_true", help="take the correction of this cell back")
    parser.add_argument("--list", action="store_true", help="list all corrections and those to be looked at again")
    add_db(parser, purpose="database to correct")
    add_json(parser)


def run(options: Namespace) -> int:
    """Correct, take back or list; 3 when the list holds a correction whose source has changed."""
    if options.list:
        return _list(options)
    if options.cell is None:
        raise UsageError("write AGENCY YEAR TABLE.ROW.COLUMN VALUE, or --list")
    return _take_back(options) if options.remove else _correct(options)


def _correct(options: Namespace) -> int:
    from harvester.jobs.correcting import correct, read_cell_name
    from harvester.store import Override

    if options.value is ... or not (options.reason and options.author):
        raise UsageError("a correction needs VALUE, --reason and --author")
    ref = read_cell_name(options.cell)
    done = correct(
        options.db,
        Override(options.agency, options.year, *ref, options.value, reason=options.reason, author=options.author),
    )
    if options.json:
        say(json_text(asdict(done)))
        return Exit.DONE
    shown = BLANK if options.value is None else options.value
    say(f"{done.agency} {done.year} {done.cell}: {shown} (printed: {done.before.strip() or BLANK})")
    say(f"{counted(done.failed_before, 'check')} failed before, {done.failed_after} fail now.")
    return Exit.DONE


def _take_back(options: Namespace) -> int:
    from harvester.jobs.correcting import take_back

    name = take_back(options.db, options.agency, options.year, options.cell)
    say(f"{name} {options.year} {options.cell}: as printed again")
    return Exit.DONE


def _list(options: Namespace) -> int:
    from harvester.jobs.correcting import corrections

    found = corrections(options.db)
    if options.json:
        say(json_text([asdict(item) for item in found], indent=2))
    else:
        heads = ("agency", "year", "cell", "value", "state", "reason", "author", "at")
        say(table(heads, [
            (c.agency, c.year, c.cell, BLANK if c.value is None else str(c.value),
             "look again" if c.is_open else "in place", c.reason, c.author, c.at[:10])
            for c in found
        ]))  # fmt: skip
    return Exit.ATTENTION if any(item.is_open for item in found) else Exit.DONE


COMMAND = Command(
    name="correct",
    summary="Correct a cell of a stored report by hand, with a reason; list corrections, or take one back.",
    example="harvester correct 台山市人民政府 2022 applications.granted.total 12 --reason misprint --author Lin\n"
    "harvester correct 台山市人民政府 2022 applications.granted.total --remove\n"
    "harvester correct --list",
    configure=configure,
    run=run,
)
