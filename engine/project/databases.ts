import type { World } from './world.js';

/** Whether something is so, as far as the program tells. */
export type Told = 'yes' | 'no' | 'unknown';

/**
 * Whether a call of this symbol is a query that the program carries out on the one connection that all of it shares, so that
 * queries side by side gain nothing: one of these libraries over SQLite. TypeORM's drivers for SQLite keep one query runner
 * (0.3), Sequelize's one connection where there is no transaction (6), Knex a pool of one (3), and those that Drizzle takes
 * for files are synchronous. Which database it is the manifest says that is nearest above the file and names a driver of any.
 * @param path the file in which the call stands.
 * @returns `unknown` where there are drivers of others, too, or one that may ask a server.
 */
export function sharesConnection(world: World, path: string, symbol: string): Told {
  if (!queries.test(symbol)) return 'no';
  const { typescript } = world.modules;
  for (let at = path; at.startsWith(`${world.root}/`); at = typescript.programOf(at)) {
    const dependencies = typescript.dependenciesOf(at);
    const isServed = dependencies.some((name) => ofServers.has(name));
    if (dependencies.some((name) => inProcess.has(name))) return isServed ? 'unknown' : 'yes';
    if (dependencies.some((name) => either.has(name))) return 'unknown';
    if (isServed) return 'no';
  }
  return 'no';
}

const queries = /^(typeorm|sequelize|sequelize-typescript|knex|drizzle-orm):/;

/** Drivers of SQLite within the process. */
const inProcess: ReadonlySet<string> = new Set(['sqlite3', 'better-sqlite3', 'sql.js', 'expo-sqlite', 'react-native-sqlite-storage', '@op-engineering/op-sqlite']);
/** Those of SQLite in a file or at a server. */
const either: ReadonlySet<string> = new Set(['@libsql/client']);
/** Those of databases with a server, which carries out queries side by side. */
const ofServers: ReadonlySet<string> = new Set([
  'pg', 'pg-native', 'pg-promise', 'postgres', '@neondatabase/serverless', '@vercel/postgres',
  'mysql', 'mysql2', 'mariadb', '@planetscale/database', 'mssql', 'tedious', 'oracledb', 'mongodb',
  'ibm_db', 'snowflake-sdk', '@google-cloud/spanner', '@sap/hana-client',
]);
