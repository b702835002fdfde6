"""Prompts are loaded from files whose front matter and text must agree."""

import pytest

from prompts.library import PromptError, load, load_examples, parse

GOOD = "---\nid: hello\nversion: 2\nvariables: [name]\n---\nHello ${name}, $5 {a} ${NAME}!\n"


def test_a_prompt_knows_its_id_version_hash_and_variables() -> None:
    prompt = parse("hello", GOOD)
    assert (prompt.id, prompt.version, prompt.variables) == ("hello", 2, frozenset({"name"}))
    assert prompt.sha == parse("hello", GOOD).sha
    assert prompt.sha != parse("hello", GOOD.replace("Hello", "Hallo")).sha


def test_only_declared_variables_are_special_in_the_text() -> None:
    assert parse("hello", GOOD).render(name="Ada") == "Hello Ada, $5 {a} ${NAME}!"


def test_a_value_that_looks_like_a_variable_or_a_group_stays_as_it_is() -> None:
    assert parse("hello", GOOD).render(name=r"${name} \1").startswith(r"Hello ${name} \1,")


@pytest.mark.parametrize("values", [{}, {"name": "Ada", "age": "36"}, {"age": "36"}])
def test_a_missing_or_unknown_variable_is_an_error(values: dict[str, str]) -> None:
    with pytest.raises(PromptError, match="values and variables differ"):
        parse("hello", GOOD).render(**values)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("Hello", "front matter"),
        ("---\nid: hello\nversion: two\n---\nHello", "front matter"),
        ("---\nid: hello\nversion: 0\n---\nHello", "front matter"),
        ("---\nid: hello\nversion: 1\nauthor: me\n---\nHello", "front matter"),
        ("---\nid: [\n---\nHello", "front matter"),
        ("---\nid: other\nversion: 1\n---\nHello", "calls itself other"),
        ("---\nid: hello\nversion: 1\n---\nHello ${name}", "differ in name"),
        ("---\nid: hello\nversion: 1\nvariables: [name]\n---\nHello", "differ in name"),
    ],
)
def test_a_badly_written_file_is_an_error(source: str, complaint: str) -> None:
    with pytest.raises(PromptError, match=complaint):
        parse("hello", source)


@pytest.mark.parametrize("name", ["nothing", "../pyproject", "audiences/", "audiences/nobody", ""])
def test_a_name_without_a_prompt_is_an_error(name: str) -> None:
    with pytest.raises(PromptError):
        load(name)


@pytest.mark.parametrize("name", ["nothing", "../pyproject", "audiences/sales", ""])
def test_a_name_without_a_pool_of_examples_is_an_error(name: str) -> None:
    with pytest.raises(PromptError):
        load_examples(name)


def test_a_pool_knows_its_version_and_hash() -> None:
    pool = load_examples("tech_to_business")
    assert pool.version >= 1
    assert len(pool.sha) == 64
