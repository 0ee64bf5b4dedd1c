/** What the place of a file in its project says of the code in it. */

/** Scripts, tools and what configures these, samples (those of Storybook as well) and benchmarks: run by hand or by a pipeline, with nobody served meanwhile. `app.config.ts` is of the product itself in Angular and Nuxt. */
export function isTooling(path: string): boolean {
  return /(^|\/)setup\.py$/.test(path) || /^\/?(dev\/|contrib\/|bin\/(?!www|serve))/.test(path) || /(^|\/)((dev-|build-)?scripts?(-dev)?|tools?|tooling|release|releasing|extras?|([^/]*-)?examples?|samples?|docs?|website|benchmarks?|bench|benches|demos?|playground|\.github|\.?ci)\//i.test(path) || /(^|\/)(?!app\.)[^/]+\.(?:config\.[cm]?[jt]s|stories\.[jt]sx?)$/.test(path);
}

/** Migrations and seeds: their work is done once and in order, and nobody is served meanwhile. */
export function isMigration(path: string): boolean {
  return /(^|\/)(([^/]*[-_])?migrations?|alembic|seeds?|seeders?|fixtures)\//i.test(path) || /(^|\/)seed[^/]*$/i.test(path);
}
