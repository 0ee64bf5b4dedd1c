import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * LangChain: each thing that can be run has a blocking method and a twin whose name begins with `a`. Only of models,
 * stores and embeddings is it sure that they ask somebody; other runnables may just compute.
 */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const blocking: SymbolFact = { blocks: 'network', io: true };
const runnable: SymbolFact = { returns: 'langchain_core.runnables:Runnable' };
const sync: SymbolFact = {};

const model = (path: string): Record<string, SymbolFact> => ({
  ...members(path, 'invoke', { ...blocking, does: 'read' }),
  ...members(path, 'ainvoke', { ...coroutine, does: 'read' }),
  ...members(path, 'generate generate_prompt', blocking),
  ...members(path, 'agenerate agenerate_prompt', coroutine),
});

export const langchain: Library = {
  language: 'python',
  package: 'langchain-core',
  versions: '>=0.2',
  source: 'https://python.langchain.com/docs/concepts/async/; langchain_core 1.6.5: runnables/base.py, language_models, vectorstores/base.py, retrievers.py, tools/base.py',
  modules: {
    'langchain_core.runnables': {
      Runnable: { class: true },
      ...members('Runnable', 'ainvoke abatch', { awaitable: 'coroutine', io: true }),
      ...members('Runnable', 'astream astream_log', { io: true }),
      ...members('Runnable', 'invoke batch', sync),
      ...members('Runnable', 'pipe pick assign bind with_config with_retry with_fallbacks with_types with_listeners', runnable),
    },
    'langchain_core.language_models': {
      BaseChatModel: { class: true, client: true, bases: ['langchain_core.runnables:Runnable'] },
      ...model('BaseChatModel'),
      ...members('BaseChatModel', 'bind_tools with_structured_output', runnable),
      BaseLLM: { class: true, client: true, bases: ['langchain_core.runnables:Runnable'] },
      ...model('BaseLLM'),
      BaseLanguageModel: { class: true, client: true, bases: ['langchain_core.runnables:Runnable'] },
      'BaseLanguageModel.ainvoke': { ...coroutine, does: 'read' },
    },
    'langchain_core.language_models.chat_models': aliases('langchain_core.language_models', 'BaseChatModel'),
    'langchain_core.vectorstores': {
      VectorStore: { class: true, client: true },
      ...members('VectorStore', `asearch asimilarity_search asimilarity_search_with_score asimilarity_search_with_relevance_scores
        asimilarity_search_by_vector amax_marginal_relevance_search aget_by_ids`, { ...coroutine, does: 'read' }),
      ...members('VectorStore', 'aadd_texts aadd_documents adelete', { ...coroutine, does: 'change' }),
      ...members('VectorStore', 'afrom_documents afrom_texts', coroutine),
      'VectorStore.as_retriever': { returns: 'langchain_core.retrievers:BaseRetriever' },
    },
    'langchain_core.retrievers': {
      BaseRetriever: { class: true, client: true, bases: ['langchain_core.runnables:Runnable'] },
      'BaseRetriever.ainvoke': { ...coroutine, does: 'read' },
    },
    'langchain_core.embeddings': {
      Embeddings: { class: true, client: true },
      ...members('Embeddings', 'aembed_documents aembed_query', { ...coroutine, does: 'read' }),
    },
    'langchain_core.tools': {
      BaseTool: { class: true, bases: ['langchain_core.runnables:Runnable'] },
      ...each('BaseTool.arun', coroutine),
    },
    // The models of a provider, which their packages make of the class above.
    langchain_openai: {
      ChatOpenAI: { class: true, client: true, bases: ['langchain_core.language_models:BaseChatModel'] },
      OpenAIEmbeddings: { class: true, client: true, bases: ['langchain_core.embeddings:Embeddings'] },
    },
    langchain_anthropic: { ChatAnthropic: { class: true, client: true, bases: ['langchain_core.language_models:BaseChatModel'] } },
  },
};
