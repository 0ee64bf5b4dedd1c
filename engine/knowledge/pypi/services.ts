import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Clients of other services: Gemini (google-genai), Elasticsearch, SSH, Docker, MQTT; and SQLModel's sessions. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const blocking: SymbolFact = { blocks: 'network', io: true };

const genaiReads = 'get count_tokens compute_tokens generate_content embed_content generate_images edit_image upscale_image recontext_image segment_image';

/** Both forms of the models: a request leaves nothing behind. */
const models = (path: string, request: SymbolFact): Record<string, SymbolFact> => ({
  [path]: { class: true },
  ...members(path, genaiReads, { ...request, does: 'read' }),
  ...members(path, 'update delete', { ...request, does: 'change' }),
});

export const googleGenai: Library = {
  language: 'python',
  package: 'google-genai',
  versions: '>=1',
  source: 'https://googleapis.github.io/python-genai/; google/genai/{client,models,chats}.py at 2026-08',
  modules: {
    'google.genai': { Client: 'google.genai.client:Client' },
    'google.genai.client': {
      Client: { class: true, client: true },
      'Client.models': { property: true, is: 'google.genai.models:Models' },
      'Client.chats': { property: true, is: 'google.genai.chats:Chats' },
      'Client.aio': { property: true, is: 'google.genai.client:AsyncClient' },
      AsyncClient: { class: true, client: true },
      'AsyncClient.models': { property: true, is: 'google.genai.models:AsyncModels' },
      'AsyncClient.chats': { property: true, is: 'google.genai.chats:AsyncChats' },
      'AsyncClient.aclose': coroutine,
    },
    'google.genai.models': {
      ...models('Models', blocking),
      ...models('AsyncModels', coroutine),
      ...members('AsyncModels', 'generate_content_stream list', coroutine),
    },
    'google.genai.chats': {
      ...each('Chats AsyncChats', { class: true }),
      'Chats.create': { returns: 'google.genai.chats:Chat' },
      'AsyncChats.create': { returns: 'google.genai.chats:AsyncChat' },
      Chat: { class: true, connection: true },
      'Chat.send_message': { ...blocking, does: 'change' },
      AsyncChat: { class: true, connection: true },
      ...members('AsyncChat', 'send_message send_message_stream', { ...coroutine, does: 'change' }),
      ...each('Chat.get_history AsyncChat.get_history', {}),
    },
  },
};

const search = 'count exists exists_source explain field_caps get get_source mget msearch search termvectors terms_enum info ping';
const store = 'bulk clear_scroll create delete delete_by_query index open_point_in_time close_point_in_time reindex update update_by_query';
const indices = (path: string, request: SymbolFact): Record<string, SymbolFact> => ({
  [path]: { class: true },
  ...members(path, 'exists exists_alias get get_alias get_mapping get_settings', { ...request, does: 'read' }),
  ...members(path, 'create delete put_mapping put_settings put_alias refresh flush close open', { ...request, does: 'change' }),
});
const elastic = (path: string, ofIndices: string, request: SymbolFact): Record<string, SymbolFact> => ({
  [path]: { class: true, client: true },
  ...members(path, search, { ...request, does: 'read' }),
  ...members(path, store, { ...request, does: 'change' }),
  [`${path}.scroll`]: request,
  [`${path}.indices`]: { property: true, is: ofIndices },
  [`${path}.options`]: { returns: `elasticsearch:${path}` },
});

export const elasticsearch: Library = {
  language: 'python',
  package: 'elasticsearch',
  versions: '>=8',
  source: 'https://elasticsearch-py.readthedocs.io/en/stable/async.html; elasticsearch/{_sync,_async}/client at 2026-07',
  modules: {
    elasticsearch: {
      ...elastic('Elasticsearch', 'elasticsearch._sync.client.indices:IndicesClient', blocking),
      ...elastic('AsyncElasticsearch', 'elasticsearch._async.client.indices:IndicesClient', coroutine),
      'Elasticsearch.close': {},
      'AsyncElasticsearch.close': coroutine,
    },
    'elasticsearch._sync.client.indices': indices('IndicesClient', blocking),
    'elasticsearch._async.client.indices': indices('IndicesClient', coroutine),
  },
};

export const asyncssh: Library = {
  language: 'python',
  package: 'asyncssh',
  versions: '>=2',
  source: 'https://asyncssh.readthedocs.io/en/latest/api.html; asyncssh/connection.py at 2026-06',
  modules: {
    asyncssh: {
      SSHClientConnection: { class: true, client: true },
      'SSHClientConnection.run': { ...coroutine, timeout: { default: 'none', by: [{ name: 'timeout' }], kind: 'process' } },
      'SSHClientConnection.wait_closed': coroutine,
      ...members('SSHClientConnection', 'close abort is_closed', {}),
    },
  },
};

export const paramiko: Library = {
  language: 'python',
  package: 'paramiko',
  versions: '>=2',
  source: 'https://docs.paramiko.org/en/stable/api/client.html; paramiko/client.py at 2025-10',
  modules: {
    paramiko: {
      SSHClient: { class: true },
      'SSHClient.connect': { ...blocking, timeout: { default: 'none', by: [{ name: 'timeout', position: 6 }], kind: 'network' } },
      ...members('SSHClient', 'exec_command invoke_shell open_sftp', blocking),
      ...members('SSHClient', 'close load_system_host_keys load_host_keys set_missing_host_key_policy get_transport', {}),
    },
    'paramiko.client': { SSHClient: 'paramiko:SSHClient' },
  },
};

/** Its requests give up after a minute. */
export const docker: Library = {
  language: 'python',
  package: 'docker',
  versions: '>=3',
  source: 'https://docker-py.readthedocs.io/en/stable/containers.html; docker/{client,models/containers,models/images}.py at 2026-07',
  modules: {
    docker: { DockerClient: 'docker.client:DockerClient', from_env: { returns: 'docker.client:DockerClient' } },
    'docker.client': {
      DockerClient: { class: true, client: true },
      'DockerClient.from_env': { returns: 'docker.client:DockerClient' },
      ...members('DockerClient', 'df info login ping version', blocking),
      'DockerClient.containers': { property: true, is: 'docker.models.containers:ContainerCollection' },
      'DockerClient.images': { property: true, is: 'docker.models.images:ImageCollection' },
    },
    'docker.models.containers': {
      ContainerCollection: { class: true },
      ...members('ContainerCollection', 'run list prune', blocking),
      ...members('ContainerCollection', 'create get', { ...blocking, returns: 'docker.models.containers:Container' }),
      Container: { class: true },
      ...members('Container', `attach commit diff exec_run get_archive kill logs pause put_archive reload remove rename restart start
        stats stop top unpause update wait`, blocking),
    },
    'docker.models.images': {
      ImageCollection: { class: true },
      ...members('ImageCollection', 'build get list pull push remove search prune', blocking),
    },
  },
};

export const aiomqtt: Library = {
  language: 'python',
  package: 'aiomqtt',
  versions: '>=2',
  source: 'https://github.com/empicano/aiomqtt: README.md, aiomqtt/_client.py',
  modules: {
    aiomqtt: { Client: { class: true, client: true }, ...members('Client', 'publish subscribe unsubscribe', { ...coroutine, does: 'change' }) },
  },
};

export const sqlmodel: Library = {
  language: 'python',
  package: 'sqlmodel',
  versions: '*',
  source: 'https://sqlmodel.tiangolo.com/tutorial/select/; sqlmodel/orm/session.py and sqlmodel/ext/asyncio/session.py',
  modules: {
    sqlmodel: { Session: 'sqlmodel.orm.session:Session' },
    'sqlmodel.orm.session': {
      Session: { class: true, connection: true, bases: ['sqlalchemy.orm:Session'] },
      'Session.exec': { blocks: 'database', io: true },
    },
    'sqlmodel.ext.asyncio.session': {
      AsyncSession: { class: true, connection: true, bases: ['sqlalchemy.ext.asyncio:AsyncSession'] },
      'AsyncSession.exec': coroutine,
    },
  },
};
