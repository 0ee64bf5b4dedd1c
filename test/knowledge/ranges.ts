/**
 * Version ranges of the knowledge, in the only forms it uses: `*`, or bounds (`>=1.2`, `<2`) divided by spaces.
 * Throws on any other form, so that a range nobody can read does not pass for one that holds.
 */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function rangeOf(text: string): Range {
  let range: Range = { from: 0, to: Infinity };
  if (text === '*') return range;
  for (const part of text.split(' ')) {
    const match = /^(>=|<)(\d+)(?:\.(\d+))?$/.exec(part);
    if (match === null) throw new Error(`not a version range: ${text}`);
    const version = Number(match[2]) * 1000 + Number(match[3] ?? 0);
    range = match[1] === '>=' ? { ...range, from: version } : { ...range, to: version };
  }
  return range;
}

export function holdsFor(text: string, major: number, minor: number): boolean {
  const range = rangeOf(text);
  const version = major * 1000 + minor;
  return range.from <= version && version < range.to;
}

export function overlap(a: string, b: string): boolean {
  const x = rangeOf(a);
  const y = rangeOf(b);
  return x.from < y.to && y.from < x.to;
}
