"""What the two sides and the audiences are called when we talk about them."""

from glossary.terms import Audience, Side

PEOPLE = {
    Audience.BUSINESS: "business people",
    Audience.EXECUTIVE: "executives",
    Audience.SALES: "sales",
    Audience.MARKETING: "marketing",
    Audience.FINANCE: "finance",
    Audience.SUPPORT: "support",
    Audience.PRODUCT: "product",
    Audience.ENGINEERING: "engineers",
    Audience.DATA: "data people",
    Audience.SECURITY: "security",
    Audience.OPERATIONS: "operations",
}


def people(audience: Audience) -> str:
    return PEOPLE[audience]


def side_name(side: Side) -> str:
    return "the business side" if side is Side.BUSINESS else "the technical side"


def heading(audience: Audience) -> str:
    """The name as it stands alone in a list."""
    name = PEOPLE[audience]
    return name[:1].upper() + name[1:]
