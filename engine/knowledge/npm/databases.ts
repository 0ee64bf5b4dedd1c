import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** pg and Prisma. pg's clients carry one conversation, its pool and PrismaClient many. */

const unlessCallback: SymbolFact = { awaitable: 'promise', io: true, awaitableUnless: [{ position: -1, form: 'function' }] };
const lazy = (does: 'read' | 'change'): SymbolFact => ({ awaitable: 'lazy', io: true, does });
const statement: SymbolFact = { awaitable: 'lazy', io: true };
const promise: SymbolFact = { awaitable: 'promise', io: true };
const sync: SymbolFact = {};

export const pg: Library = {
  language: 'typescript',
  package: 'pg',
  versions: '*',
  source: 'https://node-postgres.com/apis/client and /apis/pool; @types/pg 8.23.1',
  modules: {
    pg: {
      ClientBase: { class: true, connection: true, bases: ['node:events:EventEmitter'] },
      'ClientBase.query': unlessCallback,
      'ClientBase.connect': unlessCallback,
      Client: { class: true, connection: true, bases: ['pg:ClientBase'] },
      // Its promise is never rejected: a failing connection tells its listeners (lib/client.js, 8.11).
      'Client.end': { ...unlessCallback, neverFails: true },
      PoolClient: { class: true, connection: true, bases: ['pg:ClientBase'] },
      'PoolClient.release': sync,
      Pool: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      'Pool.query': unlessCallback,
      'Pool.connect': { ...unlessCallback, returns: 'pg:PoolClient' },
      'Pool.end': unlessCallback,
    },
    'pg-pool': { default: 'pg:Pool' },
  },
};

/** Prisma's queries start when they are awaited or given to `$transaction`. Any other property is a model. */
export const prisma: Library = {
  language: 'typescript',
  package: '@prisma/client',
  versions: '*',
  source: 'https://www.prisma.io/docs/orm/reference/prisma-client-reference and /docs/orm/prisma-client/queries/transactions; runtime/client.d.ts of 7.10.0',
  modules: {
    '@prisma/client': {
      PrismaClient: { class: true, client: true },
      'PrismaClient.*': { property: true, is: '@prisma/client:Model' },
      ...members('PrismaClient', '$connect $disconnect', promise),
      'PrismaClient.$transaction': { ...promise, takes: 'together', calls: [{ position: 0, when: 'loop', awaited: true, gives: ['@prisma/client:Prisma.TransactionClient'] }] },
      // What a statement does is for its text to say.
      ...members('PrismaClient', '$queryRaw $queryRawUnsafe', statement),
      ...members('PrismaClient', '$executeRaw $executeRawUnsafe', lazy('change')),
      'PrismaClient.$extends': { returns: '@prisma/client:PrismaClient' },
      ...members('PrismaClient', '$on $use', sync),
      // The client within an interactive transaction has one connection.
      'Prisma.TransactionClient': { class: true, connection: true },
      'Prisma.TransactionClient.*': { property: true, is: '@prisma/client:TransactionModel' },
      ...members('Prisma.TransactionClient', '$queryRaw $queryRawUnsafe', statement),
      ...members('Prisma.TransactionClient', '$executeRaw $executeRawUnsafe', lazy('change')),
      Model: { class: true },
      TransactionModel: { class: true, connection: true, bases: ['@prisma/client:Model'] },
      ...members('Model', 'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany count aggregate groupBy', lazy('read')),
      ...members('Model', 'create createMany createManyAndReturn update updateMany updateManyAndReturn upsert delete deleteMany', lazy('change')),
    },
  },
};
