import type { SourceFile } from '../engine/session.js';

/** The files that are read before the server looks at its messages again: so many, or fewer of so many characters. */
export interface Batch {
  readonly files: number;
  readonly characters: number;
}

/** What a folder is read by: where nobody waits for one of its files, few pauses cost less. */
const large: Batch = { files: 32, characters: 200_000 };

/** What is read by while a person waits for the findings of a document: some 50 ms of work in a process that has just started. */
export const small: Batch = { files: 4, characters: 20_000 };

/**
 * Reads files one batch after another. A batch is to be handed over in the turn in which it is read: so a change that arrives later
 * can't be overwritten by an older text.
 * @param textOf the text of a path; undefined where it is not to be read.
 * @param batch how much is read at once.
 * @returns each batch, with the number of paths that are done with it.
 */
export function* batchesOf(paths: readonly string[], textOf: (path: string) => string | undefined, batch: Batch = large): Iterable<{ readonly files: readonly SourceFile[]; readonly done: number }> {
  for (let at = 0; at < paths.length;) {
    const files: SourceFile[] = [];
    for (let characters = 0; at < paths.length && files.length < batch.files && characters < batch.characters; at++) {
      const text = textOf(paths[at]!);
      if (text !== undefined) files.push({ path: paths[at]!, text });
      characters += text?.length ?? 0;
    }
    yield { files, done: at };
  }
}
