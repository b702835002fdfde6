"""What Slack's own lists of commands and shortcuts say about ours."""

TRANSLATE = "Say it in the other side's words; only you see the answer"
TRANSLATE_HINT = "[to business | to tech | for AUDIENCE] text"
GLOSSARY = "Find, explain and look after the words of both sides"
GLOSSARY_HINT = "search | show | suggest | add | edit | review | import | export | help"
SHORTCUT_NAME = "Translate jargon"
SHORTCUT = "Explains a message in your words. Only you see the answer."
CHECK = "Shows what the other side would not understand in a draft, and how to say it."
