/**
 * The licences of all packages that went into a bundle, and of typeshed's stubs, which lie beside it. Fails for a package
 * without a licence text.
 * @param root the folder that the inputs are relative to.
 * @param inputs paths of the bundled files, as esbuild's metafile names them.
 */
export function noticesOf(root: string, inputs: readonly string[]): string;
