"""What `help` answers, and how a misunderstood command is put right."""

from bot.views import blocks as kit
from bot.views.audiences import people, side_name
from bot.views.blocks import Rendered
from glossary.terms import Audience, Side


def contradiction(audience: Audience, side: Side) -> str:
    """Side and audience of one command don't go together."""
    return (
        f"You asked for {side_name(side)} and for {people(audience)}, who are on"
        f" {side_name(audience.side)}. Name one of the two."
    )


def misspelt(word: str, written: str, near: str) -> str:
    """What stands where an audience would is nearly one."""
    return (
        f"There is no audience “{written}”. Did you mean “{word} {near}: …”? If it is a part of"
        " your text, put another word before it."
    )


def did_you_mean(command: str, written: str, near: str) -> str:
    """What stands where a subcommand would is nearly one, and no term is called that."""
    return (
        f"The glossary has nothing on “{written}”. Did you mean “{command} {near}”?"
        f" “{command} help” lists all it can do."
    )


def translate_help(command: str, *, texts_kept_days: int | None = None) -> Rendered:
    """How to use the translate command. `texts_kept_days`: how long what is translated is kept,
    None where it is not."""
    audiences = ", ".join(f"`{audience.value}`" for audience in Audience)
    kept = "" if texts_kept_days is None else f" {_kept(texts_kept_days)}"
    return _help(
        "Parlance says it in the other side's words. Only you see the answer.",
        (
            f"`{command} We need to optimize API latency` finds out the side by itself",
            f"`{command} to business TEXT` or `{command} to tech TEXT` names it",
            f"`{command} for finance TEXT` writes for one audience",
            f"`{command}` alone opens a form",
        ),
        f"Audiences: {audiences}. On any message, the menu “More actions” has “Translate jargon”."
        f"{kept}",
    )


def _kept(days: int) -> str:
    """Whoever types a text should know before."""
    return f"Parlance keeps what is translated here, and the answers, for {days} days."


def glossary_help(command: str) -> Rendered:
    """How to use the glossary command."""
    return _help(
        "The words that both sides use, and what they mean.",
        (
            f"`{command}` alone opens a window to look words up in",
            f"`{command} search latency` finds terms, `{command} show churn` explains one",
            f"`{command} suggest` suggests a term or a better wording",
            f"`{command} history churn` tells what was changed, `{command} history` the last"
            " changes",
            f"`{command} export csv` sends you all words as a file (`csv`, `json`, `yaml`; `own`"
            " for those of this workspace)",
            f"`{command} curators` tells who looks after the words",
            f"Curators: `{command} add`, `edit`, `hide`, `remove`, `restore`, `review` suggestions,"
            " `import` a file, `stats`, and `channel` for what happens in a channel",
        ),
        "Curators change words, everybody may suggest. Where no curators are named, the admins of"
        " this workspace are.",
    )


def _help(opening: str, lines: tuple[str, ...], closing: str) -> Rendered:
    listed = "\n".join(f"• {line}" for line in lines)
    blocks = (kit.section(opening), kit.section(listed), kit.context(closing))
    return Rendered(f"{opening}\n{listed}\n{closing}", blocks)
