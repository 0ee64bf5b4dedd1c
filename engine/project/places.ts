/** What the place of a file in its project says of the code in it. */

/**
 * Scripts, tools and what configures these, samples (those of Storybook as well) and benchmarks: run by hand or by a pipeline, with nobody
 * served meanwhile. `app.config.ts` is of the product itself in Angular and Nuxt.
 * @param path as seen from the folder of the project.
 */
export function isTooling(path: string): boolean {
  return /(^|\/)setup\.py$/.test(path) || /^\/?(dev\/|contrib\/|bin\/(?!www|serve))/.test(path) || /(^|\/)((dev-|build-)?scripts?(-dev)?|([^/]*-)?examples?|samples?|docs?|website|benchmarks?|bench|benches|playground|\.github|\.?ci)\//i.test(path)
    || isBesideProduct(path) || /(^|\/)(?!app\.)[^/]+\.(?:config\.[cm]?[jt]s|stories\.[jt]sx?)$/.test(path);
}

/**
 * Folders that hold what is beside a program only where they stand beside its sources: within these, `tools` are often those that an
 * agent is given, and `extras` are what not everybody installs.
 * @param path as seen from the folder of the program.
 */
export function isBesideProduct(path: string): boolean {
  return /^\/?(tools?|tooling|release|releasing|extras?|demos?)\//i.test(path);
}

/** Migrations and seeds: their work is done once and in order, and nobody is served meanwhile. */
export function isMigration(path: string): boolean {
  return /(^|\/)(([^/]*[-_])?migrations?|alembic|seeds?|seeders?|fixtures)\//i.test(path) || /(^|\/)seed[^/]*$/i.test(path);
}
