# First steps with asynclint
# Change this sample as you like, nothing of it is saved.
import asyncio

import httpx
import requests
from fastapi import FastAPI

app = FastAPI()


def exchange_rate(currency: str) -> float:
    answer = requests.get(f"https://rates.example.com/{currency}", timeout=5)
    return answer.json()["rate"]


async def write_audit_log(entry: str) -> None:
    await asyncio.sleep(0.1)
    print(entry)


# The call of write_audit_log has no await, so it never runs.
# Put the cursor on it and press Ctrl+. (macOS: Cmd+.).
# The call of exchange_rate blocks the event loop, one function
# further down: every other request waits for it.
@app.get("/price/{currency}")
async def price(currency: str) -> float:
    write_audit_log(f"asked for {currency}")
    return 9.99 * exchange_rate(currency)


# Each address waits for the one before it, though none needs the other.
async def warm_up(addresses: list[str]) -> list[int]:
    found = []
    async with httpx.AsyncClient(timeout=5) as client:
        for address in addresses:
            response = await client.get(address)
            found.append(response.status_code)
    return found
