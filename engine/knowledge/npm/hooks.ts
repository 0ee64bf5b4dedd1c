import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Hooks of React that request data or hold a form: the failures of most of what they return are told by the hook itself (`error`). */

const dropped: SymbolFact = { awaitable: 'promise', mayBeDropped: true };

/**
 * Without data, `mutate` only asks again, whose failure becomes the hook's `error` and no rejection; `setSize` does so, too. With data of
 * its own it may reject, and is as often dropped.
 */
const revalidated: SymbolFact = { ...dropped, neverFails: true };

export const swr: Library = {
  language: 'typescript',
  package: 'swr',
  versions: '>=1',
  source: 'https://swr.vercel.app/docs/mutation and /docs/pagination; dist/config-context and dist/infinite of swr 2.5.1',
  modules: {
    swr: {
      default: { returns: 'swr:SWRResponse' },
      SWRResponse: { class: true },
      'SWRResponse.mutate': revalidated,
      mutate: revalidated,
      useSWRConfig: { returns: 'swr:FullConfiguration' },
      FullConfiguration: { class: true },
      'FullConfiguration.mutate': revalidated,
      // The types of these two functions, for whom they are handed to.
      ...each('KeyedMutator ScopedMutator', { class: true }),
      ...each('KeyedMutator.__call__ ScopedMutator.__call__', revalidated),
    },
    'swr/immutable': { default: 'swr:default' },
    'swr/infinite': {
      default: { returns: 'swr/infinite:SWRInfiniteResponse' },
      SWRInfiniteResponse: { class: true },
      ...members('SWRInfiniteResponse', 'mutate setSize', revalidated),
    },
  },
};

const queries = 'useQuery useSuspenseQuery useBackgroundQuery';

const apollo = (versions: string, source: string, modules: readonly string[], results: Record<string, SymbolFact>): Library => {
  const [home, ...others] = modules as [string, ...string[]];
  const facts = {
    ...each(queries, { returns: `${home}:QueryResult` }), QueryResult: { class: true } as const,
    ...Object.fromEntries(Object.entries(results).map(([name, fact]) => [`QueryResult.${name}`, fact])),
  };
  return {
    language: 'typescript', package: '@apollo/client', versions, source,
    modules: { [home]: facts, ...Object.fromEntries(others.map((module) => [module, aliases(home, queries)])) },
  };
};

/** From version 4 on it keeps the promises that its hooks return from being unhandled, on purpose; before, a failed `fetchMore` is told nowhere else. */
export const apolloClient: readonly Library[] = [
  apollo(
    '>=4', 'https://www.apollographql.com/docs/react/data/queries; preventUnhandledRejection in core/ObservableQuery.js of @apollo/client 4.3.8',
    ['@apollo/client/react'], { refetch: dropped, fetchMore: dropped },
  ),
  apollo(
    '<4', 'https://www.apollographql.com/docs/react/v3/data/queries; core/ObservableQuery.js of @apollo/client 3',
    ['@apollo/client', '@apollo/client/react', '@apollo/client/react/hooks'], { refetch: dropped, fetchMore: { awaitable: 'promise' } },
  ),
];

/** What a component keeps between its renderings: a function, or what a function has made. */
export const react: Library = {
  language: 'typescript',
  package: 'react',
  versions: '>=16.8',
  source: 'https://react.dev/reference/react/useCallback, /useMemo',
  modules: {
    react: {
      default: { is: 'react', property: true },
      useCallback: { passes: { position: 0 } },
      useMemo: { returns: 'call', calls: [{ position: 0, when: 'now' }] },
    },
  },
};

/** A form that is checked tells what is wrong with it by its `formState`. */
export const hookForm: Library = {
  language: 'typescript',
  package: 'react-hook-form',
  versions: '>=7',
  source: 'https://react-hook-form.com/docs/useform/trigger; `trigger` in dist/index.esm.mjs of react-hook-form 7.92.0',
  modules: {
    'react-hook-form': {
      ...each('useForm useFormContext', { returns: 'react-hook-form:UseFormReturn' }),
      UseFormReturn: { class: true },
      'UseFormReturn.trigger': { ...dropped, neverFails: true },
    },
  },
};
