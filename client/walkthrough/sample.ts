// First steps with asynclint
// Change this sample as you like, nothing of it is saved.
import { execSync } from 'node:child_process';
import { createServer } from 'node:http';

function gitRevision(): string {
  return execSync('git rev-parse HEAD', { encoding: 'utf8' }).trim();
}

async function writeAuditLog(entry: string): Promise<void> {
  await fetch('https://audit.example.com', { method: 'POST', body: entry, signal: AbortSignal.timeout(1000) });
}

// Nobody awaits the call of writeAuditLog.
// Put the cursor on it and press Ctrl+. (macOS: Cmd+.).
// The call of gitRevision blocks the event loop, one function
// further down: every other request waits for it.
export const server = createServer(async (request, response) => {
  writeAuditLog(`asked for ${request.url}`);
  response.end(gitRevision());
});

// Each address waits for the one before it, though none needs the other.
export async function warmUp(addresses: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  for (const address of addresses) {
    const response = await fetch(address, { signal: AbortSignal.timeout(1000) });
    found.push(response.status);
  }
  return found;
}
