/**
 * Bytes of a Python file to text, as Python itself decides: a byte order mark, else the coding cookie in the first
 * two lines (PEP 263), else UTF-8.
 */

export type DecodedPython =
  | { readonly ok: true; readonly text: string; readonly encoding: string }
  | { readonly ok: false; readonly problem: DecodingProblem };

/** Why the bytes are no text. */
export interface DecodingProblem {
  readonly reason: 'unknown-encoding' | 'undecodable' | 'contradiction';
  /** The encoding's name as the file writes it, or 'utf-8'. */
  readonly encoding: string;
  /** For people. */
  readonly message: string;
}

// PEP 263: in the first line, or in the second when the first is blank or a comment.
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK_OR_COMMENT = /^[ \t\f]*(?:#.*)?$/;

// Python's names for encodings that the platform's decoder knows under another name. windows-1252 is what the
// platform calls Latin-1; the two differ in 0x80-0x9f, so Latin-1 and ASCII are decoded here.
const LATIN_1 = new Set(['latin-1', 'latin1', 'iso-8859-1', 'iso8859-1', '8859', 'cp819', 'l1', 'iso-ir-100']);
const ASCII = new Set(['ascii', 'us-ascii', '646', 'iso-ir-6']);
const UTF_8 = new Set(['utf-8', 'utf8', 'u8', 'utf', 'utf8-ucs2', 'utf8-ucs4', 'cp65001']);
const PLATFORM_NAMES: ReadonlyMap<string, string> = new Map([
  ['iso8859-15', 'iso-8859-15'], ['latin-9', 'iso-8859-15'], ['iso8859-2', 'iso-8859-2'], ['latin-2', 'iso-8859-2'],
  ['iso8859-5', 'iso-8859-5'], ['iso8859-7', 'iso-8859-7'], ['cp1250', 'windows-1250'], ['cp1251', 'windows-1251'],
  ['cp1252', 'windows-1252'], ['cp1253', 'windows-1253'], ['cp1254', 'windows-1254'], ['cp1255', 'windows-1255'],
  ['cp1256', 'windows-1256'], ['cp1257', 'windows-1257'], ['cp1258', 'windows-1258'], ['cp866', 'ibm866'],
  ['cp932', 'shift_jis'], ['ms932', 'shift_jis'], ['sjis', 'shift_jis'], ['shift-jis', 'shift_jis'],
  ['eucjp', 'euc-jp'], ['euckr', 'euc-kr'], ['cp949', 'euc-kr'], ['big5-tw', 'big5'], ['cp936', 'gbk'],
  ['koi8-r', 'koi8-r'], ['mac-cyrillic', 'x-mac-cyrillic'],
]);

/**
 * The text of a Python file. The byte order mark is taken off; line ends stay as they are. Unknown encodings and
 * bytes that don't fit the encoding give a problem instead of a text; nothing is ever replaced silently.
 */
export function decodePython(bytes: Uint8Array): DecodedPython {
  const marked = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = marked ? bytes.subarray(3) : bytes;
  const written = codingCookie(content);
  const name = written === undefined ? 'utf-8' : normalised(written);
  if (marked && name !== 'utf-8') { // CPython refuses even `utf8` beside the mark.
    return problem('contradiction', written!, `The file begins with a UTF-8 mark but says it is ${written}.`);
  }
  if (UTF_8.has(name)) return decoded(content, 'utf-8', written ?? 'utf-8');
  if (LATIN_1.has(name)) return { ok: true, text: latin1(content), encoding: 'latin-1' };
  if (ASCII.has(name)) {
    const at = content.findIndex((byte) => byte > 127);
    if (at < 0) return { ok: true, text: latin1(content), encoding: 'ascii' };
    return problem('undecodable', written!, `Byte ${at} is no ${written} character.`);
  }
  return decoded(content, PLATFORM_NAMES.get(name) ?? name, written!);
}

/** The encoding that a comment in the first two lines names (PEP 263), as it is written there. */
export function codingCookie(bytes: Uint8Array): string | undefined {
  const lines = latin1(bytes.subarray(0, 1000)).split(/\r\n|\r|\n/, 2);
  const first = COOKIE.exec(lines[0] ?? '');
  if (first) return first[1];
  return BLANK_OR_COMMENT.test(lines[0] ?? '') ? COOKIE.exec(lines[1] ?? '')?.[1] : undefined;
}

/** As CPython compares names: lower case, '_' as '-', without what follows utf-8 or latin-1 (`utf-8-unix`). */
function normalised(name: string): string {
  const plain = name.toLowerCase().replace(/_/g, '-');
  const known = /^(utf-8|latin-1|iso-8859-1|iso-latin-1)-/.exec(plain);
  if (known) return known[1] === 'iso-latin-1' ? 'latin-1' : known[1]!;
  return plain === 'iso-latin-1' ? 'latin-1' : plain;
}

function decoded(bytes: Uint8Array, label: string, written: string): DecodedPython {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch {
    return problem('unknown-encoding', written, `The encoding ${written} is not known here.`);
  }
  try {
    return { ok: true, text: decoder.decode(bytes), encoding: label };
  } catch {
    return problem('undecodable', written, `Some bytes of the file are no ${written} characters.`);
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

const problem = (reason: DecodingProblem['reason'], encoding: string, message: string): DecodedPython => ({
  ok: false,
  problem: { reason, encoding, message },
});
