import { merge, type Merged } from '../../engine/edit/merge.js';
import type { Finding, Fix } from '../../engine/rule.js';
import type { Problem, Session, SourceFile } from '../../engine/session.js';

/** A session that knows its texts and has nothing to say of them. A test overrides what it is to answer. */
export class SilentSession implements Session {
  protected readonly texts = new Map<string, string>();

  update(files: readonly SourceFile[]): void {
    for (const { path, text } of files) this.texts.set(path, text);
  }

  remove(paths: readonly string[]): void {
    for (const path of paths) this.texts.delete(path);
  }

  text(path: string): string | undefined {
    return this.texts.get(path);
  }

  paths(): readonly string[] {
    return [...this.texts.keys()];
  }

  findings(_path: string): readonly Finding[] {
    return [];
  }

  together<T extends Fix>(_path: string, fixes: readonly T[]): Merged<T> {
    return merge(fixes);
  }

  problems(_path: string): readonly Problem[] {
    return [];
  }

  imports(): readonly string[] {
    return [];
  }

  edition(_path: string): symbol | undefined {
    return undefined;
  }

  unavailable(): string | undefined {
    return undefined;
  }

  advance(): boolean {
    return true;
  }

  waiting(): number {
    return 0;
  }

  measure(): Readonly<Record<string, number>> {
    return {};
  }

  explain(): undefined {}

  describe(): undefined {}

  suppression(): null {
    return null;
  }

  standing(_path: string): null {
    return null;
  }

  refactor(): [] {
    return [];
  }

  close(): void {}
}
