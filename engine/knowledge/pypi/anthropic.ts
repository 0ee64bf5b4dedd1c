import { aliases } from '../entries.js';
import type { Library } from '../knowledge.js';
import { client, resources } from './sdk.js';

/** anthropic: the same resources for the blocking clients and those of asyncio. A message leaves nothing behind. */

const parts: Readonly<Record<string, string>> = {
  messages: 'anthropic.resources:Messages',
  completions: 'anthropic.resources:Completions',
  models: 'anthropic.resources:Models',
  beta: 'anthropic.resources.beta:Beta',
};
const { messages, beta } = parts as { readonly messages: string; readonly beta: string };

export const anthropic: Library = {
  language: 'python',
  package: 'anthropic',
  versions: '*',
  source: 'https://github.com/anthropics/anthropic-sdk-python: README.md, src/anthropic/_client.py, _constants.py, lib and resources; anthropic 0.121.0',
  modules: {
    anthropic: {
      ...client('anthropic', 'Anthropic', parts),
      ...client('anthropic', 'AsyncAnthropic', parts),
      Client: 'anthropic:Anthropic',
      AsyncClient: 'anthropic:AsyncAnthropic',
      ...client('anthropic', 'AnthropicBedrock', { messages, beta }),
      ...client('anthropic', 'AsyncAnthropicBedrock', { messages, beta }),
      ...client('anthropic', 'AnthropicVertex', { messages, beta }),
      ...client('anthropic', 'AsyncAnthropicVertex', { messages, beta }),
    },
    'anthropic._client': aliases('anthropic', 'Anthropic AsyncAnthropic'),
    'anthropic.resources': {
      ...resources({
        Completions: { reads: 'create' },
        Models: { reads: 'retrieve' },
        Messages: { reads: 'create parse count_tokens', parts: { batches: 'anthropic.resources.messages:Batches' } },
      }),
      ...aliases('anthropic.resources.beta', 'Beta AsyncBeta'),
    },
    'anthropic.resources.messages': {
      ...aliases('anthropic.resources', 'Messages AsyncMessages'),
      ...resources({ Batches: { reads: 'retrieve results', changes: 'create cancel delete' } }),
    },
    'anthropic.resources.beta': resources({
      Beta: { parts: { messages: 'anthropic.resources.beta:Messages', models: 'anthropic.resources.beta:Models' } },
      Models: { reads: 'retrieve' },
      Messages: { reads: 'create parse count_tokens' },
    }),
  },
};
