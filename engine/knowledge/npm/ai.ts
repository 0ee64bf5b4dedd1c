import { members } from '../entries.js';
import type { ArgumentRef, Library, SymbolFact } from '../knowledge.js';

/** Clients of language models. Both give up after ten minutes, and try again twice. */

const at = (position: number): readonly ArgumentRef[] => ['timeout', 'signal'].map((key) => ({ position, keys: [key] }));
const call = (options: number, more: SymbolFact = {}): SymbolFact => ({
  awaitable: 'promise', io: true, ...more,
  timeout: { default: 600, kind: 'network', by: at(options), onClient: [{ position: 0, keys: ['timeout'] }] },
});
const namespace = (path: string): SymbolFact => ({ property: true, is: path });

export const openai: Library = {
  language: 'typescript',
  package: 'openai',
  versions: '>=4',
  source: 'https://github.com/openai/openai-node#timeouts; client.js (DEFAULT_TIMEOUT) and resources/*.d.ts of openai 6.49.0',
  modules: {
    openai: {
      default: 'openai:OpenAI',
      OpenAI: { class: true, client: true },
      AzureOpenAI: { class: true, client: true, bases: ['openai:OpenAI'] },
      'OpenAI.chat': namespace('openai:OpenAI.Chat'),
      'OpenAI.Chat': { class: true },
      'OpenAI.Chat.completions': namespace('openai:OpenAI.Chat.Completions'),
      'OpenAI.Chat.Completions': { class: true },
      ...members('OpenAI.Chat.Completions', 'create parse', call(1, { does: 'read' })),
      'OpenAI.Chat.Completions.stream': {},
      'OpenAI.responses': namespace('openai:OpenAI.Responses'),
      'OpenAI.Responses': { class: true },
      ...members('OpenAI.Responses', 'create parse', call(1)),
      'OpenAI.Responses.stream': {},
      'OpenAI.embeddings': namespace('openai:OpenAI.Embeddings'),
      'OpenAI.Embeddings': { class: true },
      'OpenAI.Embeddings.create': call(1, { does: 'read' }),
      'OpenAI.images': namespace('openai:OpenAI.Images'),
      'OpenAI.Images': { class: true },
      ...members('OpenAI.Images', 'generate edit', call(1, { does: 'read' })),
      'OpenAI.moderations': namespace('openai:OpenAI.Moderations'),
      'OpenAI.Moderations': { class: true },
      'OpenAI.Moderations.create': call(1, { does: 'read' }),
      'OpenAI.files': namespace('openai:OpenAI.Files'),
      'OpenAI.Files': { class: true },
      'OpenAI.Files.create': call(1, { does: 'change' }),
      toFile: { awaitable: 'promise', does: 'read' },
    },
  },
};

export const anthropic: Library = {
  language: 'typescript',
  package: '@anthropic-ai/sdk',
  versions: '>=0.20',
  source: 'https://github.com/anthropics/anthropic-sdk-typescript#timeouts; client.js (DEFAULT_TIMEOUT) and resources/messages/messages.d.ts of @anthropic-ai/sdk 1.12.0',
  modules: {
    '@anthropic-ai/sdk': {
      default: '@anthropic-ai/sdk:Anthropic',
      Anthropic: { class: true, client: true },
      'Anthropic.messages': namespace('@anthropic-ai/sdk:Anthropic.Messages'),
      'Anthropic.Messages': { class: true },
      ...members('Anthropic.Messages', 'create countTokens', call(1, { does: 'read' })),
      'Anthropic.Messages.stream': {},
    },
  },
};
