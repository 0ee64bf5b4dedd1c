import { each } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Node's cryptography and compression, which work the processor hard in their sync forms, and modules that only compute. */

const cpu: SymbolFact = { blocks: 'cpu' };
const callback: SymbolFact = { calls: [{ position: -1, when: 'loop' }] };
const sync: SymbolFact = {};

export const computing: Library = {
  language: 'typescript',
  package: 'node',
  versions: '*',
  source: 'https://nodejs.org/docs/latest-v20.x/api/crypto.html, zlib.html, util.html, path.html, os.html, url.html',
  modules: {
    'node:crypto': {
      ...each('pbkdf2Sync scryptSync generateKeyPairSync generatePrimeSync checkPrimeSync', cpu),
      ...each('pbkdf2 scrypt hkdf generateKeyPair generateKey generatePrime checkPrime randomFill', callback),
      // Without a callback these are quick enough for the loop.
      ...each('randomBytes randomInt', callback),
      ...each('randomUUID randomFillSync createHash createHmac createSign createVerify createCipheriv createDecipheriv timingSafeEqual getHashes', sync),
    },
    'node:zlib': {
      ...each(`deflateSync inflateSync gzipSync gunzipSync deflateRawSync inflateRawSync unzipSync brotliCompressSync
        brotliDecompressSync`, cpu),
      ...each('deflate inflate gzip gunzip deflateRaw inflateRaw unzip brotliCompress brotliDecompress', callback),
      ...each('createGzip createGunzip createDeflate createInflate createBrotliCompress createBrotliDecompress', sync),
    },
    'node:util': {
      promisify: { returns: 'node:util:Promisified' },
      Promisified: { class: true },
      'Promisified.__call__': { awaitable: 'promise', promise: 'globalThis:Promise' },
      ...each('callbackify format inspect inherits isDeepStrictEqual stripVTControlCharacters parseArgs', sync),
      aborted: { awaitable: 'promise', paces: 'event', neverFails: true },
    },
    'node:path': each('join resolve basename dirname extname relative normalize isAbsolute parse format', sync),
    'node:os': each('cpus tmpdir hostname platform homedir totalmem freemem type release arch uptime', sync),
    'node:url': each('fileURLToPath pathToFileURL', sync),
    'node:perf_hooks': { 'performance.now': sync, 'performance.mark': sync, 'performance.measure': sync },
  },
};
