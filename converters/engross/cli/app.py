"""The commands and their options, and how every way of ending looks from outside."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from engross import __version__
from engross.cli import files, report
from engross.diagnostics import EngrossError

INTERRUPTED = 130  # what a shell says of a program that was interrupted: 128 + SIGINT
PATH = click.Path(readable=False)  # for completion; what is wrong with a path is said by those who open it
SETTINGS = ("labels", "faithful", "width", "paper", "line_numbers", "draft", "profile")


def main() -> None:
    """Runs the command line and ends the process. One line says what is wrong: no traceback, whatever the input."""
    # Trees are made once and die with the process: looking for cycles among their parts costs a third of a long run.
    gc.disable()
    sys.exit(answer(sys.argv[1:]))


def answer(words: list[str]) -> int:
    """Runs `words` and returns the exit code; prints at most one line about what went wrong."""
    try:
        code = engross.main(words, prog_name="engross", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "engross"
        report.complain(f"engross: error: {error.format_message()} (see `{where} --help`)")
    except click.ClickException as error:
        report.complain(f"engross: error: {error.format_message()}")
    except EngrossError as error:
        report.complain(f"engross: error: {error}")
    except (click.Abort, KeyboardInterrupt):
        report.complain("engross: interrupted")
        return INTERRUPTED
    except files.ReaderLeft:
        return files.READER_LEFT
    except Exception as error:
        if os.environ.get("ENGROSS_TRACEBACK"):
            import traceback

            traceback.print_exc()
        report.complain(f"engross: error: {report.our_fault(error)}")
    return 2


class Commands(click.Group):
    """The commands here, and those of other modules, which are imported when they are asked for."""

    LATER = dict.fromkeys(("validate", "verify", "rules", "explain"), "engross.cli_validate") | {
        "brief": "engross.cli.brief",
        "parallel": "engross.cli.parallel",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self.LATER])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.LATER:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(self.LATER[cmd_name]), cmd_name)
        return command


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="engross %(version)s")
@click.pass_context
def engross(context: click.Context) -> None:
    """The text of communiqués, resolutions, treaties and statutes: a canonical record, and fair copies of it in every
    format with the same clause numbers."""
    if context.invoked_subcommand is None:
        files.say(context.get_help())


def _formats(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Completes the last of the names after --to."""
    from engross.cli.plan import writable

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in [*writable(), "all"] if name.startswith(last)]


def _sources(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Completes the name of a format that can be read."""
    from engross.registry import FORMATS

    return [f.name for f in FORMATS.values() if f.reader and f.name.startswith(incomplete)]


@engross.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…", type=PATH)
@click.option(
    "-t",
    "--to",
    "to",
    default="",
    metavar="FORMAT[,FORMAT]|all",
    shell_complete=_formats,
    help="What to make; without it, what the suffix of the output says.",
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE|FOLDER",
    help="Where to; several files need a folder. Without it, or with -, standard output.",
)
@click.option(
    "-f",
    "--from",
    "source",
    default="",
    metavar="FORMAT",
    shell_complete=_sources,
    help="What the inputs are; without it, found out from their content.",
)
@click.option("--report", "report_file", type=PATH, metavar="FILE", help="Write all findings as JSON.")
@click.option("--strict", is_flag=True, help="End with 1 when there are warnings or errors.")
@click.option(
    "--labels",
    type=click.Choice(["none", "plain", "cited"]),
    help="What unnumbered recitals and clauses show: nothing; 1. 2. 3. (plain); PP1 and OP1 (cited).",
)
@click.option("--faithful", is_flag=True, default=None, help="Show no number that the source did not print.")
@click.option("--width", type=int, metavar="COLUMNS", help="Plain text: how wide a line is (72).")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="PDF, Word and printed HTML: the size of the page.")
@click.option(
    "--line-numbers", type=click.IntRange(0), metavar="N", help="PDF and Word: number every Nth line in the margin."
)
@click.option(
    "--style",
    metavar="NAME|FILE.toml",
    help="PDF, Word and HTML: the house style: engross, un, treaty, brief, or a file of your own.",
)
@click.option(
    "--template",
    type=PATH,
    metavar="FILE.docx",
    help="Word: take styles, heads, feet and page set-up from this file.",
)
@click.option("--draft", is_flag=True, default=None, help="PDF, Word and HTML: mark every page as a draft.")
@click.option(
    "--profile",
    type=click.Choice(["engross", "akn4un"]),
    help="Akoma Ntoso: whose conventions: the canonical record's (engross), or the United Nations' (akn4un).",
)
@click.option("--produced", metavar="DATE", help="The date of production in the record; also SOURCE_DATE_EPOCH.")
@click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="KEY=VALUE",
    help="A fact about the instrument, or a setting of a format; outweighs about.toml.",
)
@click.option(
    "--about",
    type=PATH,
    metavar="FILE",
    help="Facts about the instrument; without it, the about.toml beside the input.",
)
@click.option(
    "--overlay",
    type=PATH,
    metavar="FILE",
    help="What is corrected by hand, lines too; without it, the .engross.toml named as the input.",
)
@click.option("--language", metavar="CODE", help="The language of the text (en, fr …); without it, found out.")
@click.option(
    "--scheme",
    default="un",
    show_default=True,
    metavar="NAME",
    help="How blank numbers are filled: un, letters, decimal, outline.",
)
@click.option("--keep-furniture", is_flag=True, help="Keep page headers, menus and the like as text.")
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject", "refuse"]),
    default="accept",
    show_default=True,
    help="Word: what becomes of tracked changes.",
)
@click.option(
    "--with-libreoffice", is_flag=True, help="Read .doc, .rtf and .odt too: LibreOffice makes Word files of them."
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was made.")
def convert(inputs: tuple[str, ...], to: str, output: str | None, pairs: tuple[str, ...], **options: Any) -> int:
    """Makes other formats of INPUT… (- is standard input).

    \b
    engross convert treaty.txt --to all -o out/
    engross convert treaty.txt --to docx,pdf --paper letter -o out/
    engross convert treaty.txt -o treaty.akn.xml --report found.json
    engross convert - --to text --width 60 < treaty.txt

    Findings stand on standard error, one a line. Ends with 0; with 1 if --strict and there are warnings or errors; with
    2 if an input cannot be read or a result cannot be written (the others are made all the same).
    """  # fmt: skip
    from engross.cli import plan, wishes
    from engross.cli.convert import Order, run
    from engross.registry import ReadOptions

    targets = plan.targets(to, output)
    facts, settings = wishes.split(pairs, targets)
    settings |= {key: options[key] for key in SETTINGS if options[key] is not None}
    if options["style"]:
        settings["style"] = wishes.style(options["style"])
    if options["template"]:
        settings["template"] = wishes.template(options["template"])
    if options["language"]:
        facts["language"] = options["language"]
    return run(
        Order(
            inputs,
            targets,
            output,
            options["source"],
            ReadOptions(options["language"] or "", options["keep_furniture"], options["changes"]),
            options["scheme"],
            facts,
            settings,
            options["about"],
            options["overlay"],
            wishes.produced(options["produced"], os.environ),
            options["report_file"],
            options["strict"],
            options["quiet"],
            options["verbose"],
            options["with_libreoffice"],
        )
    )


@engross.command()
def formats() -> None:
    """Lists the formats, and whether Engross reads and writes them."""
    from engross.registry import FORMATS

    rows = [("FORMAT", "READS", "WRITES", "SUFFIX", "WHAT IT IS")]
    rows += [
        (f.name, "yes" if f.reader else "-", "yes" if f.writer else "-", f.suffix, f.title) for f in FORMATS.values()
    ]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    for row in rows:
        files.say("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]))


@engross.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Prints what makes SHELL complete the words of engross: `eval "$(engross completion bash)"`."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise EngrossError(f"there is no completion for {shell}")
    files.say(kind(engross, {}, "engross", "_ENGROSS_COMPLETE").source())


@engross.command()
@click.option("--seeds", default="seeds", show_default=True, metavar="FOLDER", help="Where the seeds are.")
@click.option("-o", "--output", default="samples", show_default=True, metavar="FOLDER", help="Where the samples go.")
@click.option("--check", is_flag=True, help="Write nothing; end with 1 when a sample is not what would be made.")
def samples(seeds: str, output: str, check: bool) -> int:
    """Makes samples/ again: every seed in every format."""
    from engross.library import load
    from engross.samples import samples_of

    stale: dict[str, bytes] = {}
    for name, content in samples_of(seeds):
        path = os.path.join(output, *name.split("/"))
        old = load(path) if os.path.isfile(path) else None
        if old != content:
            stale[path] = content
            files.say(f"{path}: {'missing' if old is None else 'stale'}" if check else f"{path} ({len(content)} bytes)")
    if not check:
        files.write_whole(stale)
    return 1 if check and stale else 0


@engross.command()
@click.argument("file", type=PATH)
@click.option("--language", default="", metavar="CODE", help="The language of the text; without it, found out.")
@click.option("--json", "as_json", is_flag=True, help="Rows for programs.")
@click.option("--overlay", type=PATH, metavar="FILE", help="What is corrected by hand; as for convert.")
@click.option("--with-libreoffice", is_flag=True, help="Read .doc, .rtf and .odt too; as for convert.")
def inspect(file: str, language: str, as_json: bool, overlay: str | None, with_libreoffice: bool) -> None:
    """Shows how each line of a text was read, how sure that is, and why (FILE may be -)."""
    from engross.cli.inspect import inspect as show

    show(file, language, as_json, overlay, with_libreoffice)
