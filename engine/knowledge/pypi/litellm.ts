import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** LiteLLM: each function blocks and has a twin whose name begins with `a`. A request gives up after ten minutes. */

const timeout: SymbolFact['timeout'] = { default: 600, by: [{ name: 'timeout' }, { name: 'request_timeout' }], onClient: [{ name: 'timeout' }], kind: 'network' };
const reads = 'completion text_completion embedding image_generation transcription speech rerank moderation';
const twins = (names: string): string => names.split(' ').map((name) => `a${name}`).join(' ');
const blocking: SymbolFact = { blocks: 'network', io: true, does: 'read', timeout };
const coroutine: SymbolFact = { awaitable: 'coroutine', io: true, does: 'read', timeout };

export const litellm: Library = {
  language: 'python',
  package: 'litellm',
  versions: '>=1',
  source: 'https://docs.litellm.ai/docs/completion/stream#async-completion, /docs/routing and /docs/proxy/timeout; litellm/main.py and router.py of BerriAI/litellm',
  modules: {
    litellm: {
      ...each(reads, blocking),
      ...each(twins(reads), coroutine),
      // A response may be kept at the other side.
      responses: { ...blocking, does: 'change' },
      aresponses: { ...coroutine, does: 'change' },
      batch_completion: blocking,
      Router: { class: true, client: true },
      ...members('Router', 'completion embedding image_generation', blocking),
      ...members('Router', twins('completion embedding image_generation transcription speech text_completion'), coroutine),
      ...each('token_counter completion_cost cost_per_token get_model_info get_llm_provider encode decode supports_function_calling supports_vision validate_environment', {}),
    },
    'litellm.main': aliases('litellm', `${reads} ${twins(reads)}`),
    'litellm.router': { Router: 'litellm:Router' },
  },
};
