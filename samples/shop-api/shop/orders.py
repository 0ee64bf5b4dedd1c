"""Orders: reserve what is in stock, then tell the customer."""

import httpx

STOCK = "https://stock.example.org"
MAIL = "https://mail.example.org"


async def reserve(client: httpx.AsyncClient, item: str) -> int:
    response = await client.get(f"{STOCK}/items/{item}")
    return response.json()["cents"]


async def confirm(client: httpx.AsyncClient, order_id: int, total: int) -> None:
    await client.post(f"{MAIL}/confirmations", json={"order": order_id, "total": total})


async def place(order_id: int, items: list[str]) -> int:
    async with httpx.AsyncClient() as client:
        reserved = []
        for item in items:
            reserved.append(await reserve(client, item))
        total = sum(reserved)
        confirm(client, order_id, total)
    return total
