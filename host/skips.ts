import type { Language } from '../engine/text.js';

/**
 * What a walk leaves out although nobody ignores it: dependencies, caches, build output, virtual environments; and which
 * files are no work of a human: minified and generated ones. A name alone decides only where no source folder has it.
 */

/** Folders that only tools make. */
const toolFolders: ReadonlySet<string> = new Set([
  // version control
  '.git', '.hg', '.svn', '.bzr', '.jj', '_darcs', 'CVS',
  // dependencies
  'node_modules', 'bower_components', 'jspm_packages', '.yarn', '.pnpm-store', '.pnp', 'site-packages', 'dist-packages', '__pypackages__', '.eggs', '.pixi',
  '_vendor', 'third_party', 'third-party', 'thirdparty', '.bundle', 'Pods',
  // virtual environments
  '.venv', '.virtualenv', '.direnv', '.conda',
  // caches
  '__pycache__', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.pytype', '.pyre', '.hypothesis', '.ipynb_checkpoints', '.tox', '.nox', '.cache',
  '.parcel-cache', '.rpt2_cache', '.turbo', '.nx', '.nyc_output', '.eslintcache', '.gradle',
  // output of frameworks
  '.next', '.nuxt', '.output', '.svelte-kit', '.angular', '.astro', '.docusaurus', '.vercel', '.netlify', '.wrangler', '.serverless', '.aws-sam', '.expo',
  '.vinxi', '.nitro', '.vite', '.vuepress', '.open-next', 'cdk.out', '.terraform', 'storybook-static', 'lcov-report', 'htmlcov', '_build',
]);

const outputNames: ReadonlySet<string> = new Set(['dist', 'build', 'out', 'output', 'target']);

/** Beside one of these a folder `vendor` holds dependencies. */
const manifests: readonly string[] = ['.git', 'package.json', 'composer.json', 'go.mod', 'Gemfile', 'pyproject.toml', 'setup.py'];

/**
 * Why a folder is left out, or null.
 *
 * - Folders that only tools make, by name.
 * - Any folder with `pyvenv.cfg` or `conda-meta` (a virtual environment) or `CACHEDIR.TAG` (a cache, https://bford.info/cachedir/);
 *   `*.egg-info`, `*.dist-info`.
 * - `dist`: unless it holds TypeScript (other than declarations) or Python; packages publish nothing else from there.
 * - `build`, `out`, `output`, `target`: where they show traces of a tool (`traces`); else they are source.
 * - `coverage`: where it holds a report.
 * - `third_party`, `3rd-party` and their like.
 * - `vendor`, `vendored`: beside a manifest or within `static`, `assets` or `public`, unless it is a package itself
 *   (`__init__.py`, `index.ts`).
 *
 * @param entries names of what the folder holds, folders with a `/` at the end.
 * @param beside names of what stands beside the folder; `around` is the name of the folder around it.
 */
export function skippedFolder(name: string, entries: readonly string[], beside: readonly string[], around: string): string | null {
  if (toolFolders.has(name)) return 'made by a tool';
  if (entries.includes('pyvenv.cfg') || entries.includes('conda-meta/')) return 'a virtual environment';
  if (entries.includes('CACHEDIR.TAG')) return 'made by a tool';
  if (/\.(?:egg|dist)-info$/.test(name)) return 'made by a tool';
  if (name === 'dist' && !entries.some(isSource)) return 'build output';
  if (outputNames.has(name) && traces(entries)) return 'build output';
  if (name === 'coverage' && entries.some((entry) => /^(?:lcov-report\/|lcov\.info|coverage-final\.json|clover\.xml)$/.test(entry))) return 'build output';
  if (/^(?:3rd|third)[-_]?party$/.test(name)) return 'dependencies';
  if (name === 'vendor' || name === 'vendored') {
    const own = entries.includes('__init__.py') || entries.some((entry) => /^index\.[cm]?[jt]sx?$/.test(entry));
    const outer = ['static', 'assets', 'public'].includes(around) || manifests.some((manifest) => beside.includes(manifest) || beside.includes(`${manifest}/`));
    if (!own && outer) return 'dependencies';
  }
  return null;
}

function isSource(entry: string): boolean {
  return /\.(?:pyw?|[cm]?tsx?)$/.test(entry) && !/\.d\.[cm]?ts$/.test(entry);
}

/** Whether a folder's entries show that a tool filled it: source maps, declarations beside their code, packages, bundles, reports. */
function traces(entries: readonly string[]): boolean {
  return entries.some((entry) => {
    if (/\.(?:[cm]?js|css|d\.[cm]?ts)\.map$|\.tsbuildinfo$|\.whl$|\.egg$|\.min\.[cm]?js$|\.bundle\.js$|\.chunk\.js$/.test(entry)) return true;
    if (/^(?:bdist\..*\/|temp\..*\/|lib\..*\/|asset-manifest\.json|BUILD_ID|_next\/|\.rustc_info\.json)$/.test(entry)) return true;
    const declaration = /^(.*)\.d\.([cm]?)ts$/.exec(entry);
    if (declaration !== null && entries.includes(`${declaration[1]}.${declaration[2]}js`)) return true;
    return entry === 'index.html' && (entries.includes('assets/') || entries.includes('static/') || entries.includes('js/'));
  }) || (entries.includes('lib/') && entries.some((entry) => /^bdist\./.test(entry)));
}

export type Artificial = { readonly form: 'minified' | 'generated'; readonly reason: string };

/**
 * Whether a file is no work of a human. Minified: named so, or JavaScript of over 2,000 characters of which more than half
 * stands in lines of over 1,000 characters. Generated: named so (protobuf's `_pb2.py`), or its leading comments say so.
 */
export function artificial(path: string, text: string, language: Language): Artificial | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/[.-]min\.[cm]?js$/.test(name)) return { form: 'minified', reason: 'by its name' };
  if (/\.[cm]?jsx?$/.test(name) && text.length > 2000 && charactersInLongLines(text) > text.length / 2) return { form: 'minified', reason: 'most of it stands in lines of over 1,000 characters' };
  if (/_pb2(?:_grpc)?\.pyi?$|_(?:grpc_)?pb\.(?:js|d\.ts)$/.test(name)) return { form: 'generated', reason: 'by its name' };
  for (const line of headerOf(text, language).split(/\r\n?|\n/)) {
    if (isOpening(line) || generatedMark.test(line)) return { form: 'generated', reason: `its head says \`${line.replace(/^[\s#/*;"']+|[\s*/]+$/g, '').slice(0, 80)}\`` };
  }
  return null;
}

/** A line that opens with the mark; small letters would be prose that goes on from the line before. */
const openingMark = /^[\s#/*;"']*(?:(?:Auto|AUTO)(?:matically|MATICALLY)?[\s-]?)?(?:[Gg]enerated|GENERATED) (?:by|from|with|using|via|BY|FROM)\b/;

const generatedMark = new RegExp([
  String.raw`(?:^|[\s#/*])@generated\b`,
  // A sentence that has the file itself as its subject.
  String.raw`^[\s#/*;"']*(?:[\w!]+:\s*)?(?:this|the) (?:file|code|module|class|source|client|api client)\b.{0,30}\b(?:is|was|are|has been) (?:auto(?:matically)?[\s-]?)?generated\b`,
  String.raw`\bcode generated by\b`,
  String.raw`\bauto(?:matically)?[\s-]?generated\b.*\bdo not (?:edit|modify|change)\b`,
  String.raw`\bdo not (?:edit|modify|change)\b.*\bauto(?:matically)?[\s-]?generated\b`,
  String.raw`<auto-?generated`,
  // Mock Service Worker's file says no more than that.
  String.raw`^[\s#/*;"'-]*(?:please )?do not (?:edit|modify|change) this file\b`,
].join('|'), 'i');

function isOpening(line: string): boolean {
  return openingMark.test(line) && !/^[\s*]*generated/.test(line);
}

/** The comments (and Python's docstring) at the head of a file, at most the first 4,000 characters. */
function headerOf(text: string, language: Language): string {
  const head = text.slice(0, 4000);
  const comments = language === 'python'
    ? /^(?:\s+|#[^\r\n]*|[rRuU]?"""[\s\S]*?"""|[rRuU]?'''[\s\S]*?''')*/
    : /^(?:\s+|#![^\r\n]*|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|(?:'use \w+'|"use \w+");?)*/;
  return comments.exec(head)![0];
}

function charactersInLongLines(text: string): number {
  let count = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found + 1;
    if (end - start > 1000) count += end - start;
    start = end;
  }
  return count;
}
