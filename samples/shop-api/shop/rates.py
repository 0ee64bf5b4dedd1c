"""Exchange rates from the bank's server."""

import requests


def exchange_rate(currency: str) -> float:
    response = requests.get(f"https://rates.example.org/{currency}")
    response.raise_for_status()
    return response.json()["rate"]
