/** The bytes of the archive of stubs: a line of JSON that says where each file lies behind it, then the files. */
export function packStubs(): Buffer;

/** Typeshed's licence, and the commit that the stubs are of. */
export function typeshedNotice(): string;
