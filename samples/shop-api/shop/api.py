"""The shop's web interface."""

from fastapi import FastAPI, HTTPException

from shop import orders
from shop.catalogue import price_list

app = FastAPI()


@app.get("/prices/{currency}")
async def prices(currency: str) -> dict[str, float]:
    return price_list(currency)


@app.post("/orders/{order_id}")
async def place(order_id: int, items: list[str]) -> dict[str, int]:
    total = await orders.place(order_id, items)
    if total == 0:
        raise HTTPException(404, "nothing of this is in stock")
    return {"total": total}
