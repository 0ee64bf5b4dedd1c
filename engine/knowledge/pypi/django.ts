import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * Django: a method that asks the database blocks, and has a twin whose name begins with `a`. A query set asks nothing
 * until it is read, so what only refines it does not block. The twins run one after another in one thread (`sync_to_async`,
 * thread-sensitive), so running them together gains nothing.
 */

const blocking: SymbolFact = { blocks: 'database', io: true };
const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const sync: SymbolFact = {};
const querySet: SymbolFact = { returns: 'django.db.models.query:QuerySet' };
const refines = `filter exclude annotate alias order_by reverse distinct values values_list dates datetimes none all union intersection
  difference select_related prefetch_related extra defer only using select_for_update complex_filter`;
const reads = 'get count exists aggregate first last latest earliest in_bulk contains explain';
const changes = 'create get_or_create update_or_create bulk_create bulk_update update';

/** A method that asks the database, and its awaited twin. */
function twins(path: string, names: string, does: 'read' | 'change', what: SymbolFact = blocking): Record<string, SymbolFact> {
  const async = names.split(/\s+/).map((name) => `a${name}`).join(' ');
  return { ...members(path, names, { ...what, does }), ...members(path, async, { ...coroutine, does }) };
}

const queries = (path: string): Record<string, SymbolFact> => ({
  ...members(path, refines, querySet),
  ...twins(path, reads, 'read'),
  ...twins(path, changes, 'change'),
  ...members(path, 'raw iterator', sync),
  [`${path}.aiterator`]: { io: true },
});

const network: SymbolFact = { io: true };

export const django: Library = {
  language: 'python',
  package: 'django',
  versions: '>=4.2',
  source: 'https://docs.djangoproject.com/en/5.2/topics/async/ and /ref/models/querysets/; django 5.2.17: db/models/{query,base,manager}.py, shortcuts.py, core/cache/backends/base.py',
  modules: {
    'django.db.models': {
      Model: { class: true },
      'Model.objects': { property: true, is: 'django.db.models.manager:Manager' },
      ...twins('Model', 'save delete', 'change'),
      ...twins('Model', 'refresh_from_db', 'read'),
      ...members('Model', 'clean clean_fields', sync),
      ...aliases('django.db.models.manager', 'Manager'),
      ...aliases('django.db.models.query', 'QuerySet'),
    },
    'django.db.models.base': aliases('django.db.models', 'Model'),
    'django.db.models.manager': { Manager: { class: true, connection: 'queued' }, ...queries('Manager'), 'Manager.get_queryset': querySet },
    'django.db.models.query': { QuerySet: { class: true, connection: 'queued' }, ...queries('QuerySet'), ...twins('QuerySet', 'delete', 'change') },
    'django.shortcuts': {
      ...each('get_object_or_404 get_list_or_404', { ...blocking, does: 'read' }),
      ...each('aget_object_or_404 aget_list_or_404', { ...coroutine, does: 'read' }),
      ...each('redirect resolve_url', sync),
    },
    // What a cache asks depends on its backend; the twins are awaited in any case.
    'django.core.cache': { cache: { property: true, is: 'django.core.cache.backends.base:BaseCache' } },
    'django.core.cache.backends.base': {
      BaseCache: { class: true },
      ...members('BaseCache', 'get get_many has_key set set_many add touch delete delete_many get_or_set incr decr clear', network),
      ...members('BaseCache', 'aget aget_many ahas_key', { ...coroutine, does: 'read' }),
      ...members('BaseCache', 'aset aset_many aadd atouch adelete adelete_many aget_or_set aincr adecr aclear', { ...coroutine, does: 'change' }),
      'BaseCache.aclose': coroutine,
    },
    'django.contrib.auth': {
      ...each('authenticate login logout', blocking),
      ...each('aauthenticate alogin alogout aget_user aupdate_session_auth_hash', coroutine),
      get_user_model: sync,
    },
    'django.http': each('HttpResponse JsonResponse StreamingHttpResponse HttpRequest', { class: true }),
    'django.urls': {
      ...each('path re_path', { context: 'request', calls: [{ name: 'view', position: 1, when: 'thread', many: true, awaited: true }] }),
      ...each('reverse include', sync),
    },
    'django.core.management.base': { BaseCommand: { class: true }, 'BaseCommand.handle': { context: 'main' } },
  },
};
