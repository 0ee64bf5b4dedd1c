import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Routers of user interfaces, whose promises are dropped on purpose. */

const dropped: SymbolFact = { awaitable: 'promise', mayBeDropped: true };
const sync: SymbolFact = {};
export const next: Library = {
  language: 'typescript',
  package: 'next',
  versions: '>=13',
  source: 'https://nextjs.org/docs/app/api-reference/functions/use-router and /docs/pages/api-reference/functions/use-router; next 16.4.6',
  modules: {
    'next/navigation': {
      useRouter: { returns: 'next/navigation:AppRouterInstance' },
      AppRouterInstance: { class: true },
      ...members('AppRouterInstance', 'push replace prefetch refresh back forward', sync),
      ...each('redirect notFound usePathname useSearchParams useParams', sync),
    },
    'next/router': {
      useRouter: { returns: 'next/router:NextRouter' },
      default: { is: 'next/router:NextRouter' },
      NextRouter: { class: true },
      ...members('NextRouter', 'push replace prefetch', dropped),
      ...members('NextRouter', 'reload back', sync),
    },
  },
};

const navigate: Record<string, SymbolFact | string> = {
  useNavigate: { returns: 'react-router:NavigateFunction' },
  NavigateFunction: { class: true },
  // It yields a promise or nothing, as the router is made.
  'NavigateFunction.__call__': { opaque: true },
};

export const reactRouter: Library = {
  language: 'typescript',
  package: 'react-router',
  versions: '>=6',
  source: 'https://reactrouter.com/api/hooks/useNavigate; react-router 7.18.5',
  modules: { 'react-router': navigate, 'react-router-dom': { useNavigate: 'react-router:useNavigate' } },
};

export const vueRouter: Library = {
  language: 'typescript',
  package: 'vue-router',
  versions: '>=4',
  source: 'https://router.vuejs.org/guide/advanced/navigation-failures.html and /api/interfaces/Router.html; vue-router 5.5.1',
  modules: {
    'vue-router': {
      ...each('useRouter createRouter', { returns: 'vue-router:Router' }),
      Router: { class: true },
      ...members('Router', 'push replace', dropped),
      'Router.isReady': { awaitable: 'promise' },
      ...members('Router', 'back forward go', sync),
    },
  },
};
