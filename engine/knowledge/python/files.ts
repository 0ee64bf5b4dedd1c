import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Files, directories and paths, and what reads or writes a whole file in one call. */

const file: SymbolFact = { blocks: 'file', io: true };
const read: SymbolFact = { ...file, does: 'read' };
const change: SymbolFact = { ...file, does: 'change' };
const copy: SymbolFact = { blocks: 'copy', io: true, does: 'change' };
const look: SymbolFact = { blocks: 'path', io: true, does: 'read' };
const sync: SymbolFact = {};
/** What `open` yields. In binary mode it is another class with the same methods, of which the same is true. */
const opened = 'io:TextIOWrapper';
const path: SymbolFact = { returns: 'pathlib:Path' };

const io: Record<string, SymbolFact | string> = {
  open: 'builtins:open',
  TextIOWrapper: { class: true },
  ...members('TextIOWrapper', 'read readline readlines', read),
  ...members('TextIOWrapper', 'write writelines flush truncate', change),
  ...members('TextIOWrapper', 'seek tell fileno isatty readable writable seekable', sync),
  // These are declared to be files, and are memory.
  ...each('StringIO BytesIO', { class: true }),
  ...members('StringIO', 'read readline readlines write writelines flush truncate getvalue', sync),
  ...members('BytesIO', 'read readline readlines write writelines flush truncate getvalue getbuffer', sync),
};

const os: Record<string, SymbolFact | string> = {
  ...each('stat lstat access readlink', look),
  ...each('mkdir makedirs remove unlink rename replace rmdir removedirs renames chmod chown link symlink utime truncate', change),
  ...each('listdir scandir walk', read),
  ...each('open read write fsync', file),
  path: { is: 'os.path' },
  ...each('getcwd getenv cpu_count urandom fspath', sync),
};

const pathlib: Record<string, SymbolFact | string> = {
  PurePath: { class: true },
  ...members('PurePath', 'as_posix is_absolute match', sync),
  Path: { class: true, bases: ['pathlib:PurePath'] },
  ...each('PosixPath WindowsPath', { class: true, bases: ['pathlib:Path'] }),
  ...members('Path', '__truediv__ __rtruediv__ joinpath with_suffix with_name with_stem relative_to', path),
  ...members('Path', 'cwd home absolute', path),
  'Path.parent': { property: true, is: 'pathlib:Path' },
  'Path.open': { ...file, returns: opened },
  ...members('Path', 'read_text read_bytes', read),
  ...members('Path', 'write_text write_bytes', change),
  ...members('Path', 'exists is_file is_dir is_symlink is_mount stat lstat samefile owner group', look),
  ...members('Path', 'resolve expanduser readlink', { ...look, returns: 'pathlib:Path' }),
  ...members('Path', 'iterdir glob rglob', { ...read, yields: 'pathlib:Path' }),
  ...members('Path', 'mkdir rmdir unlink touch chmod symlink_to hardlink_to', change),
  ...members('Path', 'rename replace', { ...change, returns: 'pathlib:Path' }),
};

export const files: Library = {
  language: 'python',
  package: 'python',
  versions: '*',
  source: 'https://docs.python.org/3.11/library/filesys.html, io.html, os.html, persistence.html, archiving.html',
  modules: {
    builtins: { open: { ...file, returns: opened } },
    io,
    typing: { IO: { class: true, bases: [opened] }, ...each('TextIO BinaryIO', { class: true, bases: ['typing:IO'] }) },
    runpy: each('run_path run_module', { ...file, opaque: true }),
    // What is imported already, as most is, is only looked up.
    importlib: { import_module: { ...look, opaque: true }, reload: { ...file, opaque: true } },
    os,
    'os.path': {
      ...each('exists lexists isfile isdir islink ismount getsize getmtime getatime getctime realpath samefile', look),
      ...each('join basename dirname split splitext abspath normpath relpath isabs expanduser expandvars commonpath', sync),
    },
    pathlib,
    shutil: {
      ...each('copy copy2 copyfile copyfileobj copytree make_archive unpack_archive', copy),
      // Within one file system moving is renaming.
      ...each('move rmtree', change),
      ...each('disk_usage which', look),
    },
    tempfile: {
      ...each('NamedTemporaryFile TemporaryFile', { ...file, returns: opened }),
      ...each('mkstemp mkdtemp', change),
      TemporaryDirectory: { class: true, ...change },
    },
    glob: each('glob iglob', read),
    zipfile: {
      // A ZipFile may as well be made of bytes in memory, so making one says nothing.
      ZipFile: { class: true },
      ...members('ZipFile', 'extract extractall write', copy),
    },
    tarfile: {
      open: { ...file, returns: 'tarfile:TarFile' },
      TarFile: { class: true },
      ...members('TarFile', 'extract extractall add', copy),
    },
    gzip: { open: file, ...each('compress decompress', { blocks: 'cpu' }) },
    bz2: { open: file, ...each('compress decompress', { blocks: 'cpu' }) },
    lzma: { open: file, ...each('compress decompress', { blocks: 'cpu' }) },
    zlib: each('compress decompress', { blocks: 'cpu' }),
    json: { load: read, dump: change, ...each('loads dumps', sync) },
    pickle: { load: { ...read, opaque: true }, dump: change, loads: { opaque: true }, dumps: sync },
    configparser: {
      RawConfigParser: { class: true },
      'RawConfigParser.read': read,
      ConfigParser: { class: true, bases: ['configparser:RawConfigParser'] },
    },
  },
};

export const files311: Library = {
  language: 'python',
  package: 'python',
  versions: '>=3.11',
  source: 'https://docs.python.org/3.11/library/tomllib.html, hashlib.html',
  modules: {
    tomllib: { load: read, loads: sync },
    hashlib: { file_digest: read },
  },
};
