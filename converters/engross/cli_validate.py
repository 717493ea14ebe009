"""The commands that check records: `validate`, `rules` and `explain`."""

from __future__ import annotations

import os
import sys
from datetime import date

import click

from engross import __version__
from engross.cli import files
from engross.diagnostics import EngrossError, Severity

FORMATS = ("text", "json", "sarif", "junit", "github", "html")
WORDS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


def _names(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> list[str]:
    """The parts of options that take several rules, separated by commas or given again."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path())
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to report; text is for people.")
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Where to; without it, standard output.")
@click.option(
    "--select",
    multiple=True,
    callback=_names,
    metavar="RULES",
    help="Only these rules: ids, beginnings of ids (AKN-W7), codes or levels, separated by commas.",
)
@click.option("--ignore", multiple=True, callback=_names, metavar="RULES", help="All but these rules.")
@click.option("--fail-on", type=click.Choice(list(WORDS)), help="End with 1 for findings as grave as this (error).")
@click.option("--profile", default="", metavar="NAME|FILE", help="What the files keep to, or a ruleset in TOML.")
@click.option("--config", default="", type=click.Path(), metavar="FILE", help="The project's choices, in TOML.")
@click.option("--baseline", default="", type=click.Path(), metavar="FILE", help="Findings that are known do not count.")
@click.option("--update-baseline", is_flag=True, help="Write what is found now into the baseline.")
@click.option("--all", "every", is_flag=True, help="Text: show every finding, not three of a rule in a file.")
@click.option("--fix", is_flag=True, help="Show what can be mended without touching text, ask, and mend it.")
@click.option("--yes", is_flag=True, help="With --fix: mend without asking.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="How many processes to work in.")
@click.option("--today", metavar="DATE", help="The day that dates to come are measured from; also SOURCE_DATE_EPOCH.")
def validate(
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    select: list[str],
    ignore: list[str],
    fail_on: str | None,
    profile: str,
    config: str,
    baseline: str,
    update_baseline: bool,
    every: bool,
    fix: bool,
    yes: bool,
    jobs: int | None,
    today: str | None,
) -> int:
    """Checks records: files, folders, globs or - for standard input.

    Ends with 0 when nothing grave was found, with 1 when something was, with 2 when something could not be checked."""
    from engross.cli import checking
    from engross.validate import baseline as baselines
    from engross.validate.profile import ruleset, ruling
    from engross.validate.reports import report
    from engross.validate.reports.summary import Run, fails

    own, folder = checking.project_ruleset(config)
    if profile.endswith(".toml"):
        own, profile = ruleset(checking.read(profile), profile), ""
    chosen = ruling(profile, own, select=select, ignore=ignore, today=_today(today))
    if not baseline and own and own.baseline:
        baseline = os.path.join(folder, own.baseline)
    if update_baseline and not baseline:
        raise click.UsageError("--update-baseline needs --baseline FILE")
    found = checking.gather(paths)
    if fix:
        from engross.cli.mending import mend

        mend(found, chosen, yes)
    verdicts, unread = checking.judge_all(found, chosen, jobs or checking.processors())
    if update_baseline:
        files.write_whole({baseline: baselines.written(verdicts)})
    if baseline:
        known = baselines.read(checking.read(baseline), baseline)
        verdicts = baselines.marked(verdicts, known)
    grave = WORDS[fail_on or (own and own.fail_on) or "error"]
    colour = form == "text" and not output and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    run = Run(__version__, chosen.profile, grave, every, colour)
    text = report(form, verdicts, run)
    if not verdicts and form == "text":
        pass  # that nothing was found in no file would be said to those who look no further
    elif output:
        files.write_whole({output: text.encode()})
    else:
        files.say(text)
    for line in unread:
        click.echo(f"engross: error: {line}", err=True)
    if unread:
        return 2
    return int(any(fails(f, run) for v in verdicts for f in v.findings))


def _today(given: str | None) -> str:
    """The day of the check: as given, else SOURCE_DATE_EPOCH, else the clock's."""
    if given:
        try:
            return date.fromisoformat(given).isoformat()
        except ValueError as error:
            raise click.UsageError(f"--today must be a date such as 2026-11-24, not {given!r}") from error
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return date.fromtimestamp(int(epoch)).isoformat()
    return date.today().isoformat()


@click.command()
@click.option("--level", metavar="LEVEL", help="Only the rules of a level, such as convention or text.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to list.")
def rules(level: str | None, form: str) -> None:
    """Lists the rules that records are checked by."""
    from engross.validate.manual import listed

    files.say(listed(form, level or ""))


@click.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Explains a rule, by its id or code: why it matters, how to mend it, an example and the same repaired."""
    from engross.validate.manual import explained

    files.say(explained(rule))


@click.command()
@click.argument("record", type=click.Path())
@click.argument("renderings", nargs=-1, required=True, metavar="FILE…", type=click.Path())
def verify(record: str, renderings: tuple[str, ...]) -> int:
    """Compares renderings with their record: DOCX, PDF, HTML, JSON or text, also after they were in Word.

    Every number and text of the record must be there, in order, once. Ends with 0 when all agree, with 1 when one does
    not, with 2 when one could not be read."""
    from engross import conversion
    from engross.cli import checking
    from engross.faircopy import fair_copy
    from engross.registry import sniff
    from engross.validate.agreement import agreement, table
    from engross.validate.renderings import shown

    data = checking.read(record)
    copy = fair_copy(conversion.read(data, sniff(data), name=record).value)
    code = 0
    for path in renderings:
        try:
            agreed = agreement(copy, shown(checking.read(path), path, copy), checking.shown(path))
        except EngrossError as error:
            click.echo(f"engross: error: {error}", err=True)
            code = 2
            continue
        files.say(table(agreed))
        code = code or int(agreed.first is not None)
    return code


@click.group(commands=[validate, rules, explain, verify])
def checks() -> None:
    """The checks of Engross alone, as `python -m engross.cli_validate`."""


def _alone() -> int:
    try:
        code = checks.main(standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"engross: error: {error.format_message()}", err=True)
    except EngrossError as error:
        click.echo(f"engross: error: {error}", err=True)
    else:
        return code if isinstance(code, int) else 0
    return 2


if __name__ == "__main__":
    sys.exit(_alone())
