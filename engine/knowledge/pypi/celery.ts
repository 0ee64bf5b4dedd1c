import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Celery: a task's body runs in a worker process; sending one talks to the broker, and reading its result to the backend. */

const task: SymbolFact = { decorates: 'sync', context: 'process', returns: 'celery.app.task:Task' };
const send: SymbolFact = { blocks: 'network', io: true, returns: 'celery.result:AsyncResult' };
const get: SymbolFact = { blocks: 'result', opaque: true, timeout: { default: 'none', by: [{ name: 'timeout', position: 0 }], kind: 'queue' } };
const look: SymbolFact = { blocks: 'network', io: true, does: 'read' };

export const celery: Library = {
  language: 'python',
  package: 'celery',
  versions: '>=4',
  source: 'https://docs.celeryq.dev/en/stable/userguide/calling.html and /reference/celery.result.html; celery 5.6.2',
  modules: {
    celery: {
      Celery: { class: true },
      'Celery.task': task,
      'Celery.send_task': send,
      shared_task: task,
      ...each('chain group chord', { class: true, bases: ['celery.canvas:Signature'] }),
      signature: { returns: 'celery.canvas:Signature' },
      ...aliases('celery.app.task', 'Task'),
    },
    'celery.app': aliases('celery', 'shared_task'),
    'celery.app.task': {
      Task: { class: true },
      ...members('Task', 'delay apply_async', send),
      'Task.run': { context: 'process' },
      ...members('Task', 's si signature', { returns: 'celery.canvas:Signature' }),
      'Task.AsyncResult': { returns: 'celery.result:AsyncResult' },
    },
    'celery.canvas': {
      Signature: { class: true },
      ...members('Signature', 'delay apply_async', send),
      ...aliases('celery', 'chain group chord signature'),
    },
    'celery.result': {
      AsyncResult: { class: true },
      'AsyncResult.get': get,
      ...members('AsyncResult', 'ready successful failed revoke forget', look),
      ...members('AsyncResult', 'result state status', { ...look, property: true }),
    },
  },
};
