/** What the place of a file in its project says of the code in it. */

/** Migrations and seeds: their work is done once and in order, and nobody is served meanwhile. */
export function isMigration(path: string): boolean {
  return /(^|\/)(migrations?|alembic|seeds?|seeders?|fixtures)\//i.test(path) || /(^|\/)seed[^/]*$/i.test(path);
}
