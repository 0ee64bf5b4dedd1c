import { aliases } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';
import { client, resources } from './sdk.js';

/** openai: the same resources for the blocking clients and those of asyncio. */

const parts: Readonly<Record<string, string>> = {
  chat: 'openai.resources.chat:Chat',
  completions: 'openai.resources:Completions',
  responses: 'openai.resources.responses:Responses',
  embeddings: 'openai.resources:Embeddings',
  moderations: 'openai.resources:Moderations',
  models: 'openai.resources:Models',
  images: 'openai.resources:Images',
  audio: 'openai.resources.audio:Audio',
  files: 'openai.resources:Files',
  uploads: 'openai.resources.uploads:Uploads',
  batches: 'openai.resources:Batches',
  vector_stores: 'openai.resources.vector_stores:VectorStores',
  beta: 'openai.resources.beta:Beta',
};

/** The module has a client of its own, which blocks (`openai.chat.completions.create`). */
const ofModule: Record<string, SymbolFact> = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, { property: true, is: part }]));

export const openai: Library = {
  language: 'python',
  package: 'openai',
  versions: '>=1',
  source: 'https://github.com/openai/openai-python: README.md, src/openai/_client.py, _constants.py and resources; openai 3.3.1',
  modules: {
    openai: {
      ...ofModule,
      ...client('openai', 'OpenAI', parts),
      ...client('openai', 'AsyncOpenAI', parts),
      Client: 'openai:OpenAI',
      AsyncClient: 'openai:AsyncOpenAI',
      AzureOpenAI: { class: true, client: true, bases: ['openai:OpenAI'] },
      AsyncAzureOpenAI: { class: true, client: true, bases: ['openai:AsyncOpenAI'] },
    },
    'openai._client': aliases('openai', 'OpenAI AsyncOpenAI'),
    'openai.lib.azure': aliases('openai', 'AzureOpenAI AsyncAzureOpenAI'),
    'openai.resources': {
      ...resources({
        Completions: { reads: 'create' },
        Embeddings: { reads: 'create' },
        Moderations: { reads: 'create' },
        Models: { reads: 'retrieve', changes: 'delete' },
        Images: { reads: 'generate edit create_variation' },
        Files: { reads: 'retrieve content retrieve_content', changes: 'create delete', long: 'wait_for_processing' },
        Batches: { reads: 'retrieve', changes: 'create cancel' },
      }),
      ...aliases('openai.resources.chat', 'Chat AsyncChat'),
      ...aliases('openai.resources.audio', 'Audio AsyncAudio'),
    },
    'openai.resources.chat': resources({
      Chat: { parts: { completions: 'openai.resources.chat:Completions' } },
      Completions: { reads: 'create parse retrieve', changes: 'update delete' },
    }),
    // A response is kept at the other side unless `store=False` is given, so that the next may refer to it.
    'openai.resources.responses': resources({ Responses: { reads: 'retrieve', changes: 'create parse delete cancel' } }),
    'openai.resources.audio': resources({
      Audio: {
        parts: {
          transcriptions: 'openai.resources.audio:Transcriptions', translations: 'openai.resources.audio:Translations',
          speech: 'openai.resources.audio:Speech',
        },
      },
      Transcriptions: { reads: 'create' },
      Translations: { reads: 'create' },
      Speech: { reads: 'create' },
    }),
    'openai.resources.uploads': resources({ Uploads: { changes: 'create cancel complete', long: 'upload_file_chunked' } }),
    'openai.resources.vector_stores': resources({
      VectorStores: {
        reads: 'retrieve', changes: 'create update delete',
        parts: { files: 'openai.resources.vector_stores:Files', file_batches: 'openai.resources.vector_stores:FileBatches' },
      },
      Files: { reads: 'retrieve', changes: 'create update delete create_and_poll', long: 'poll upload upload_and_poll' },
      FileBatches: { reads: 'retrieve', changes: 'create cancel create_and_poll', long: 'poll upload_and_poll' },
    }),
    'openai.resources.beta': resources({
      Beta: { parts: { assistants: 'openai.resources.beta:Assistants', threads: 'openai.resources.beta:Threads' } },
      Assistants: { reads: 'retrieve', changes: 'create update delete' },
      Threads: {
        reads: 'retrieve', changes: 'create update delete create_and_run create_and_run_poll',
        parts: { runs: 'openai.resources.beta.threads:Runs', messages: 'openai.resources.beta.threads:Messages' },
      },
    }),
    'openai.resources.beta.threads': resources({
      Runs: { reads: 'retrieve poll', changes: 'create update cancel create_and_poll submit_tool_outputs submit_tool_outputs_and_poll' },
      Messages: { reads: 'retrieve', changes: 'create update delete' },
    }),
  },
};
