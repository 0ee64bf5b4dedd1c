/** Small programs with findings, for the tests to open. */

export const audit = 'async def audit(city):\n    ...\n\n\nasync def main():\n    audit("Rome")\n';

export const send = 'async function send(): Promise<void> {\n  await fetch("/x", { signal: AbortSignal.timeout(5) });\n}\n\nexport async function checkout(): Promise<void> {\n  send();\n}\n';

/** A helper that waits for the network without giving way. */
export const weather = 'import requests\n\n\ndef fetch(city):\n    return requests.get(city, timeout=5).json()\n';

/** A service that calls the helper in another module. */
export const service = (helper: string) => [
  'from fastapi import FastAPI', '', `from ${helper} import fetch`, '', 'app = FastAPI()', '', '',
  '@app.get("/weather/{city}")', 'async def weather(city: str):', '    return fetch(city)', '',
].join('\n');
