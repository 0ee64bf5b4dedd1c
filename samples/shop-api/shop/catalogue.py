"""What the shop sells, in cents."""

from shop.rates import exchange_rate

CATALOGUE = {"teapot": 3900, "cup": 900, "kettle": 5400}


def price_list(currency: str) -> dict[str, float]:
    rate = exchange_rate(currency)
    return {item: cents / 100 * rate for item, cents in CATALOGUE.items()}
