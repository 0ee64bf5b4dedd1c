/** Placeholder until the string room is built. */
export function decodeLiteral(_text: string, _start: number, _end: number): string | undefined {
  return undefined;
}
