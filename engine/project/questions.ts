import { answerText, type Answer, type Asked } from './asked.js';
import type { Concurrencies } from './concurrency.js';
import type { ContextMap } from './contexts.js';
import type { Effects } from './effects.js';
import type { Environments } from './environments.js';
import type { Importers } from './importers.js';
import type { BlockingWitness } from './project.js';
import type { World } from './world.js';

/** What answers questions of all files at once. Effects and contexts are computed when they are first asked. */
export interface Sources {
  readonly world: World;
  readonly concurrencies: Concurrencies;
  readonly importers: Importers;
  readonly environments: Environments;
  readonly effects: () => Effects;
  readonly contexts: () => ContextMap;
}

type Kinds = ReturnType<typeof kindsOf>;

/**
 * The questions of which a file's findings depend on other files: each is a kind and a key, most often that of a function, and
 * can be asked again by these after an edit. While a file is linted, all that is asked is noted with its answer.
 */
export class Questions {
  private readonly kinds: Kinds;
  /** What the file that is linted has asked. */
  private asked: Map<string, Answer> | undefined;

  constructor(sources: Sources) {
    this.kinds = kindsOf(sources);
  }

  /** The answer to a question, which is noted. */
  of<K extends keyof Kinds>(kind: K, key: string): ReturnType<Kinds[K]> {
    return this.noted(kind, key, this.kinds[kind](key) as ReturnType<Kinds[K]>);
  }

  /** Notes an answer that is known without asking by kind and key. */
  noted<K extends keyof Kinds, T extends ReturnType<Kinds[K]>>(kind: K, key: string, answer: T): T {
    this.asked?.set(`${kind} ${key}`, answer);
    return answer;
  }

  /** Runs `check` and returns what was asked meanwhile, with the answers. */
  recording(check: () => void): Asked {
    const asked = (this.asked = new Map<string, Answer>());
    try {
      check();
    } finally {
      this.asked = undefined;
    }
    return asked;
  }

  /** Whether all that a file asked would be answered as before. */
  stillHold(asked: Asked): boolean {
    for (const [question, answer] of asked) {
      const space = question.indexOf(' ');
      const kind = question.slice(0, space) as keyof Kinds;
      if (answerText(this.kinds[kind](question.slice(space + 1))) !== answerText(answer)) return false;
    }
    return true;
  }
}

/** The key of the question how a call blocks. @param fn the key of the function that it stands in. */
export function callKey(fn: string, { callee, occurrence }: { readonly callee: string; readonly occurrence: number }): string {
  return `${fn} ${callee} ${occurrence}`;
}

function kindsOf({ world, concurrencies, importers, environments, effects, contexts }: Sources) {
  return {
    blocking: (key: string) => effects().blocking(key),
    call: (key: string) => blockingCall(effects(), key),
    fails: (key: string) => effects().mayFail(key),
    rejects: (key: string) => effects().mayReject(key),
    guards: (key: string) => effects().guardsAwaits(key),
    endless: (key: string) => effects().neverEnds(key),
    local: (key: string) => effects().staysLocal(key),
    io: (key: string) => effects().doesIo(key),
    writes: (key: string) => effects().writesShared(key),
    connection: (key: string) => effects().usesConnection(key),
    variables: (key: string) => effects().writesVariables(key),
    loop: (key: string) => effects().usesLoop(key),
    paces: (key: string) => effects().paces(key),
    waits: (key: string) => effects().neverWaits(key),
    settles: (key: string) => effects().settlesAtOnce(key),
    callers: (key: string) => effects().callersOf(key),
    contexts: (key: string) => contexts().of(key),
    /** The key is a name and that of a function, in this order. */
    replaced: (key: string) => contexts().isReplaced(key.slice(key.indexOf(' ') + 1), key.slice(0, key.indexOf(' '))),
    concurrency: (key: string) => {
      const [path, name] = key.split('\n') as [string, string];
      const fn = world.files.get(path)?.functionNamed(name);
      return fn === undefined ? null : concurrencies.of(fn);
    },
    /** The key is the path of a file. */
    imported: (key: string) => importers.has(key),
    /** So is this one. */
    environment: (key: string) => environments.of(key),
  };
}

function blockingCall(effects: Effects, key: string): BlockingWitness | null {
  const [path, rest] = key.split('\n') as [string, string];
  const parts = rest.split(' ');
  const occurrence = Number(parts.pop());
  const name = parts.shift()!;
  const callee = parts.join(' ');
  const doings = effects.doings(`${path}\n${name}`);
  const call = doings?.calls.find((one) => one.callee === callee && one.occurrence === occurrence);
  return doings === undefined || call === undefined ? null : effects.blockingCall(doings, call);
}
