/**
 * Versions of packages by their release numbers (`4.18.2`), and ranges of them as manifests write them: those of npm
 * (https://github.com/npm/node-semver#ranges) and PEP 440 (https://peps.python.org/pep-0440/#version-specifiers). Marks of
 * pre-releases and the like are left out: no fact of a library hangs on them.
 */
export type Version = readonly number[];

/** From a version, up to another one that is not in it any more; null where it has no end. */
export interface VersionRange {
  readonly from: Version;
  readonly to: Version | null;
}

/** All versions. */
export const anyVersion: VersionRange = { from: [0], to: null };

export function compareVersions(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The range that holds this one version. */
export function exactly(text: string): VersionRange | null {
  const version = versionOf(text);
  return version === null ? null : { from: version, to: after(version) };
}

/** Reads a range; null where it is no range of versions (`latest`, `workspace:*`, a path or address). Of alternatives (`||`) all that lies between. */
export function rangeOf(text: string): VersionRange | null {
  const alternatives = text.split('||').map((each) => intersection(each.trim()));
  if (alternatives.some((each) => each === null)) return null;
  return (alternatives as VersionRange[]).reduce((a, b) => ({
    from: compareVersions(a.from, b.from) <= 0 ? a.from : b.from,
    to: a.to === null || b.to === null ? null : compareVersions(a.to, b.to) >= 0 ? a.to : b.to,
  }));
}

/** Whether all versions of a range lie in another one (`yes`), none does (`no`), or some may (null). */
export function liesIn(range: VersionRange, other: VersionRange): 'yes' | 'no' | null {
  const startsWithin = compareVersions(range.from, other.from) >= 0;
  const endsWithin = other.to === null || (range.to !== null && compareVersions(range.to, other.to) <= 0);
  if (startsWithin && endsWithin) return 'yes';
  const isBefore = range.to !== null && compareVersions(range.to, other.from) <= 0;
  const isAfter = other.to !== null && compareVersions(range.from, other.to) >= 0;
  return isBefore || isAfter ? 'no' : null;
}

function intersection(text: string): VersionRange | null {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  const parts = hyphen === null ? text.replace(/([<>=~^!]=?=?)\s+/g, '$1').split(/[\s,]+/).filter((part) => part !== '') : [`>=${hyphen[1]}`, `<=${hyphen[2]}`];
  let range: VersionRange = anyVersion;
  for (const part of parts) {
    const own = comparison(part);
    if (own === null) return null;
    range = {
      from: compareVersions(own.from, range.from) > 0 ? own.from : range.from,
      to: range.to === null || (own.to !== null && compareVersions(own.to, range.to) < 0) ? own.to : range.to,
    };
  }
  return range;
}

function comparison(part: string): VersionRange | null {
  const match = /^(===|==|~=|!=|>=|<=|>|<|=|\^|~)?(.*)$/.exec(part)!;
  const [, operator = '', rest] = match;
  if (/^[*xX]$/.test(rest!) || operator === '!=') return anyVersion;
  const version = versionOf(rest!);
  if (version === null) return null;
  const isOpen = /\.[*xX](\.|$)/.test(rest!);
  switch (operator) {
    case '>=': return { from: version, to: null };
    case '>': return { from: after(version), to: null };
    case '<': return { from: [0], to: version };
    case '<=': return { from: [0], to: isOpen ? raised(version, version.length - 1) : after(version) };
    case '^': return { from: version, to: raised(version, Math.max(0, version.findIndex((n) => n > 0))) };
    case '~': return { from: version, to: raised(version, Math.min(1, version.length - 1)) };
    case '~=': return { from: version, to: raised(version, Math.max(0, version.length - 2)) };
    default: {
      // `4` and `4.x` of npm, `4.*` of Python; Python's `==4` is 4.0.0 alone, which nobody writes for anything else.
      const isWhole = isOpen || (operator !== '==' && operator !== '===' && version.length < 3);
      return { from: version, to: isWhole ? raised(version, version.length - 1) : after(version) };
    }
  }
}

function versionOf(text: string): Version | null {
  const match = /^v?(?:\d+!)?(\d+(?:\.\d+)*)/.exec(text.trim());
  return match === null ? null : match[1]!.split('.').map(Number);
}

/** The version with the number at a place raised by one, and nothing behind it. */
function raised(version: Version, at: number): Version {
  return [...version.slice(0, at), (version[at] ?? 0) + 1];
}

/** The least version beyond this one, as far as release numbers go. */
function after(version: Version): Version {
  return [...version, ...new Array<number>(Math.max(0, 4 - version.length)).fill(0), 1];
}
