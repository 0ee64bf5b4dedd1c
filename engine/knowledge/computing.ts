/**
 * What only computes, or tells somebody a line: calls of it leave nothing behind that another call would find. Declarations say what
 * values are and not what calls do, so that without these lists most functions of a program would be in doubt for a line in a log.
 *
 * Sources: the standard library's documentation of Python 3.11, and that of the packages named.
 */

/** Python modules and packages whose functions, and what these make, leave nothing behind. */
const pythonModules: ReadonlySet<string> = names(`
  base64 binascii calendar cmath colorsys dataclasses datetime decimal difflib enum fnmatch fractions html inspect ipaddress itertools json
  keyword logging math mimetypes numbers operator platform posixpath ntpath os.path pprint re reprlib secrets shlex statistics string stringprep
  struct textwrap time traceback types typing unicodedata urllib.parse uuid zoneinfo
  attr attrs awesomeversion dateutil dateutil.parser dateutil.relativedelta dateutil.tz humanize loguru orjson packaging packaging.version pendulum
  pytz slugify structlog typing_extensions ujson yarl
`);

/** Of these the functions and constructors alone: what they make, others may share and change. */
const pythonFunctions: ReadonlySet<string> = names('builtins collections copy functools hashlib hmac jwt multidict');

/** Functions that change what they are given, or what holds for the whole process, and those that run code that they are given, or ask somebody. */
const pythonExceptions: ReadonlySet<string> = names(`
  builtins:setattr builtins:delattr builtins:exec builtins:eval builtins:compile builtins:open builtins:input builtins:breakpoint builtins:__import__
  builtins:globals builtins:locals builtins:vars builtins:super builtins:type re:sub re:subn re:Pattern.sub re:Pattern.subn time:sleep time:tzset
  operator:setitem operator:delitem operator:methodcaller operator:call calendar:setfirstweekday mimetypes:add_type
  logging:basicConfig logging:disable logging:addLevelName logging:setLoggerClass logging:shutdown logging:Logger.setLevel logging:Logger.addHandler
  logging:Logger.removeHandler loguru:logger.add loguru:logger.remove loguru:logger.configure structlog:configure
`);

/** What texts, numbers and other values that never change can do, and what is asked of collections. */
const ofValues = /^builtins:(?:(?:str|bytes|int|float|complex|bool|tuple|frozenset|range|slice|memoryview)\.\w+|(?:dict|list|set)\.(?:get|keys|values|items|copy|index|count|union|intersection|difference|symmetric_difference|issubset|issuperset|isdisjoint))$/;

/** Packages of npm of the same kind. */
const packages: ReadonlySet<string> = names(`
  bytes camelcase chalk change-case classnames color date-fns date-fns-tz dayjs debug deep-equal deepmerge escape-string-regexp fast-deep-equal
  html-entities is-plain-object kleur lodash.isequal loglevel luxon mime mime-types ms nanoid picocolors
  pluralize qs query-string semver slugify tiny-invariant ts-dedent uuid validator
`);
const nodeFunctions: ReadonlySet<string> = names('globalThis:process.cwd globalThis:process.uptime globalThis:process.hrtime globalThis:process.memoryUsage node:process:default.cwd');

/** Whether calls of a symbol are known to change nothing, though no fact by hand tells of it. */
export function onlyComputes(symbol: string, language: 'python' | 'typescript'): boolean {
  const colon = symbol.lastIndexOf(':');
  const module = symbol.slice(0, colon);
  if (language === 'typescript') return packages.has(module) || nodeFunctions.has(symbol);
  if (pythonExceptions.has(symbol)) return false;
  return symbol === 'warnings:warn' || pythonModules.has(module) || ofValues.test(symbol) || (pythonFunctions.has(module) && !symbol.includes('.', colon));
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
