"""What a use of a model cost, by a table of list prices that ships with the program.

The table is genai-prices'; nothing is fetched. It holds what OpenAI charges for its own models. A
server of one's own, or another company's model, has a price that only its owner knows: the cost is
then unknown, which is not the same as nothing.
"""

from translators.models import TokenUsage

_PROVIDER = "openai"


def cost_usd(model: str | None, tokens: TokenUsage) -> float | None:
    """US dollars for `tokens` of `model`, tokens read from the provider's cache at their own price.

    None where the model is not in the table, or the server did not say how many tokens it used.
    """
    if model is None or tokens.input_tokens is None or tokens.output_tokens is None:
        return None
    # Imported here because it takes a sixth of a second, and most commands ask for no price.
    from genai_prices import Usage, calc_price

    usage = Usage(
        input_tokens=tokens.input_tokens,
        cache_read_tokens=min(tokens.cached_tokens or 0, tokens.input_tokens),
        output_tokens=tokens.output_tokens,
    )
    try:
        return float(calc_price(usage, model, provider_id=_PROVIDER).total_price)
    except LookupError:
        return None
