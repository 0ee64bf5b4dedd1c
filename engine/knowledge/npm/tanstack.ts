import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** TanStack Query: a cache of requests, whose promises are mostly dropped on purpose, and its hooks for React and Vue. */

const dropped: SymbolFact = { awaitable: 'promise', mayBeDropped: true };
const promise: SymbolFact = { awaitable: 'promise', io: true };
const sync: SymbolFact = {};
const keyed = (keys: readonly string[], more: SymbolFact = {}): SymbolFact => ({
  ...more, calls: keys.map((key) => ({ position: 0, keys: [key], when: 'loop', many: true, awaited: true }) as const),
});
const queried = ['queryFn'];
/** A mutation tells its failure to `onError`, by whichever of the two it is given. */
const told = (position: number) => ({ position, keys: ['onError'] }) as const;
/** All of these are awaited, in this order, before a mutation is over. */
const mutated = ['mutationFn', 'onMutate', 'onSuccess', 'onError', 'onSettled'];

const core: Record<string, SymbolFact | string> = {
  QueryClient: { class: true },
  // By default these swallow the failures of the queries that they run again.
  ...members('QueryClient', 'invalidateQueries refetchQueries resetQueries', { ...dropped, neverFails: true }),
  ...members('QueryClient', 'cancelQueries resumePausedMutations', { ...dropped, neverFails: true }),
  ...members('QueryClient', 'prefetchQuery prefetchInfiniteQuery', keyed(queried, { ...dropped, neverFails: true })),
  ...members('QueryClient', 'query infiniteQuery fetchQuery fetchInfiniteQuery ensureQueryData ensureInfiniteQueryData', keyed(queried, promise)),
  ...members('QueryClient', `setQueryData setQueriesData getQueryState removeQueries clear isFetching isMutating mount unmount
    getDefaultOptions setDefaultOptions setQueryDefaults getQueryDefaults setMutationDefaults getMutationDefaults`, sync),
  'QueryClient.getQueryData': { opaque: true },
  'QueryClient.getQueryCache': { returns: '@tanstack/query-core:QueryCache' },
  'QueryClient.getMutationCache': { returns: '@tanstack/query-core:MutationCache' },
  ...each('QueryCache MutationCache', { class: true }),
  ...each('QueryCache.clear MutationCache.clear QueryCache.subscribe MutationCache.subscribe QueryCache.findAll MutationCache.findAll', sync),
  ...each('QueryObserver InfiniteQueryObserver', { class: true }),
  ...each('QueryObserver.refetch InfiniteQueryObserver.refetch', { ...dropped, neverFails: true }),
  ...members('InfiniteQueryObserver', 'fetchNextPage fetchPreviousPage', { ...dropped, neverFails: true }),
  ...members('QueryObserver', 'subscribe getCurrentResult setOptions destroy', sync),
  MutationObserver: { class: true },
  // Unlike the `mutate` of the hooks, which drops the promise by itself.
  'MutationObserver.mutate': { ...promise, mayBeDroppedIf: [told(1)] },
  ...members('MutationObserver', 'subscribe getCurrentResult setOptions reset', sync),
};

const client = aliases('@tanstack/query-core', Object.keys(core).filter((name) => !name.includes('.')).join(' '));

const hooks = (queries: string): Record<string, SymbolFact | string> => ({
  ...client,
  useQueryClient: { returns: '@tanstack/query-core:QueryClient' },
  ...each(queries, keyed(queried, { returns: '@tanstack/react-query:QueryResult' })),
  useMutation: keyed(mutated, { returns: '@tanstack/react-query:MutationResult', returnsIf: { ...told(0), returns: '@tanstack/react-query:ToldMutationResult' } }),
  ...each('useIsFetching useIsMutating', sync),
});

const results: Record<string, SymbolFact> = {
  QueryResult: { class: true },
  ...members('QueryResult', 'refetch fetchNextPage fetchPreviousPage', { ...dropped, neverFails: true }),
  MutationResult: { class: true },
  ...members('MutationResult', 'mutate reset', sync),
  'MutationResult.mutateAsync': { ...promise, mayBeDroppedIf: [told(1)] },
  ToldMutationResult: { class: true, bases: ['@tanstack/react-query:MutationResult'] },
  'ToldMutationResult.mutateAsync': { ...promise, mayBeDropped: true, neverFails: true },
};

const library = (name: string, versions: string, source: string, facts: Library['modules'][string]): Library => (
  { language: 'typescript', package: name, versions, source, modules: { [name]: facts } }
);

export const tanstack: readonly Library[] = [
  library('@tanstack/query-core', '>=4', 'https://tanstack.com/query/latest/docs/reference/QueryClient; build/modern/queryClient.js and mutationObserver.js of @tanstack/query-core 5.108.0', core),
  library(
    '@tanstack/react-query', '>=4',
    'https://tanstack.com/query/latest/docs/framework/react/reference/useQuery and /useMutation; build/modern/useMutation.js of @tanstack/react-query 5.108.0',
    { ...hooks('useQuery useInfiniteQuery useSuspenseQuery useSuspenseInfiniteQuery'), ...results },
  ),
  library(
    '@tanstack/vue-query', '>=4',
    'https://tanstack.com/query/latest/docs/framework/vue/overview; build/modern/useBaseQuery.js and useMutation.js of @tanstack/vue-query 5.104.0',
    hooks('useQuery useInfiniteQuery'),
  ),
];
