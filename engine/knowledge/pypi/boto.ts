import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * AWS from Python. A client is made for a service at run time, from a description of it: whatever its class does not
 * have of its own is an operation, which asks the service. boto3 blocks; aiobotocore and aioboto3 are awaited.
 */

const blocking: SymbolFact = { blocks: 'network', io: true };
const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const sync: SymbolFact = {};
const property: SymbolFact = { property: true };

/** Operations of the services that programs use most, by what they do there. */
const reads = `get_object head_object list_objects list_objects_v2 head_bucket list_buckets get_object_tagging get_object_attributes
  get_bucket_location list_object_versions list_parts list_multipart_uploads get_item batch_get_item query scan describe_table list_tables
  get_queue_url get_queue_attributes list_queues get_secret_value describe_secret list_secrets get_parameter get_parameters
  get_parameters_by_path get_caller_identity describe_instances describe_tasks list_tasks describe_services list_functions get_function
  get_log_events filter_log_events describe_log_groups describe_log_streams describe_stacks describe_job_definitions describe_jobs`;
const changes = `put_object delete_object delete_objects copy_object create_bucket delete_bucket create_multipart_upload upload_part
  complete_multipart_upload abort_multipart_upload put_item update_item delete_item batch_write_item transact_write_items create_table
  delete_table send_message send_message_batch delete_message delete_message_batch purge_queue publish publish_batch put_events put_record
  put_records put_secret_value create_secret put_parameter send_email start_execution run_task stop_task submit_job`;
/** Ways of S3's client to send and fetch whole files. */
const transfers = 'upload_file upload_fileobj download_file download_fileobj copy';

const operations = (path: string, fact: SymbolFact): Record<string, SymbolFact> => ({
  ...members(path, reads, { ...fact, does: 'read' }),
  ...members(path, changes, { ...fact, does: 'change' }),
  ...members(path, transfers, fact),
  [`${path}.*`]: fact,
});

const client: Record<string, SymbolFact | string> = {
  BaseClient: { class: true, client: true },
  ...operations('BaseClient', blocking),
  'BaseClient.get_paginator': { returns: 'botocore.paginate:Paginator' },
  'BaseClient.get_waiter': { returns: 'botocore.waiter:Waiter' },
  ...members('BaseClient', 'can_paginate waiter_names close', sync),
  // These sign an address with the credentials; nothing is asked.
  ...members('BaseClient', 'generate_presigned_url generate_presigned_post', sync),
  ...members('BaseClient', 'meta exceptions', property),
};

const paginate: Record<string, SymbolFact | string> = {
  Paginator: { class: true },
  'Paginator.paginate': { returns: 'botocore.paginate:PageIterator' },
  PageIterator: { class: true },
  'PageIterator.build_full_result': { ...blocking, does: 'read' },
  'PageIterator.search': sync,
};

export const botocore: Library = {
  language: 'python',
  package: 'botocore',
  versions: '*',
  source: 'https://github.com/boto/botocore: botocore/{client,session,paginate,waiter,signers,config}.py at 2026-08',
  modules: {
    'botocore.client': client,
    'botocore.paginate': paginate,
    // A waiter sleeps between its questions.
    'botocore.waiter': { Waiter: { class: true }, 'Waiter.wait': blocking },
    'botocore.session': {
      get_session: { returns: 'botocore.session:Session' },
      Session: { class: true },
      'Session.create_client': { returns: 'botocore.client:BaseClient' },
      ...members('Session', 'set_credentials get_config_variable set_config_variable get_scoped_config', sync),
    },
    'botocore.config': { Config: { class: true } },
  },
};

/** What a resource of any service is asked for; its attributes are fetched when they are first read, which is not seen. */
const resource: Record<string, SymbolFact | string> = {
  ServiceResource: { class: true },
  ...members('ServiceResource', 'Bucket Object ObjectSummary Table Queue Topic Instance Stack Role', { returns: 'boto3.resources.base:ServiceResource' }),
  ...members('ServiceResource', `${transfers} load reload put_item update_item delete_item query scan batch_get_item put_object send_message
    send_messages receive_messages publish get_queue_by_name create_queue create_bucket create_table wait_until_exists`, blocking),
  'ServiceResource.get_item': { ...blocking, does: 'read' },
  'ServiceResource.batch_writer': sync,
  'ServiceResource.meta': property,
};

export const boto3: Library = {
  language: 'python',
  package: 'boto3',
  versions: '*',
  source: 'https://github.com/boto/boto3: boto3/__init__.py, session.py, s3/inject.py, dynamodb and resources at 2026-08',
  modules: {
    boto3: {
      client: { returns: 'botocore.client:BaseClient' },
      resource: { returns: 'boto3.resources.base:ServiceResource' },
      setup_default_session: sync,
      ...aliases('boto3.session', 'Session'),
    },
    'boto3.session': {
      Session: { class: true },
      'Session.client': { returns: 'botocore.client:BaseClient' },
      'Session.resource': { returns: 'boto3.resources.base:ServiceResource' },
      ...members('Session', 'get_available_services get_available_resources get_available_regions get_available_partitions', sync),
      ...members('Session', 'profile_name region_name events available_profiles', property),
    },
    'boto3.resources.base': resource,
  },
};

const created: SymbolFact = { enters: 'aiobotocore.client:AioBaseClient' };

export const aiobotocore: Library = {
  language: 'python',
  package: 'aiobotocore',
  versions: '>=2',
  source: 'https://github.com/aio-libs/aiobotocore: README.rst, aiobotocore/{client,session,paginate,waiter,signers}.py at 2026-08',
  modules: {
    'aiobotocore.session': {
      get_session: { returns: 'aiobotocore.session:AioSession' },
      AioSession: { class: true },
      'AioSession.create_client': created,
      'AioSession.get_credentials': coroutine,
    },
    'aiobotocore.client': {
      AioBaseClient: { class: true, client: true },
      ...operations('AioBaseClient', coroutine),
      'AioBaseClient.get_paginator': { returns: 'aiobotocore.paginate:AioPaginator' },
      'AioBaseClient.get_waiter': { returns: 'aiobotocore.waiter:AIOWaiter' },
      ...members('AioBaseClient', 'can_paginate waiter_names', sync),
      ...members('AioBaseClient', 'meta exceptions', property),
    },
    'aiobotocore.paginate': {
      AioPaginator: { class: true },
      'AioPaginator.paginate': { returns: 'aiobotocore.paginate:AioPageIterator' },
      AioPageIterator: { class: true },
      'AioPageIterator.build_full_result': { ...coroutine, does: 'read' },
    },
    'aiobotocore.waiter': { AIOWaiter: { class: true }, 'AIOWaiter.wait': { ...coroutine, paces: 'sleep' } },
  },
};

export const aioboto3: Library = {
  language: 'python',
  package: 'aioboto3',
  versions: '>=9',
  source: 'https://github.com/terricain/aioboto3: README.rst, aioboto3/session.py',
  modules: {
    aioboto3: aliases('aioboto3.session', 'Session'),
    'aioboto3.session': { Session: { class: true }, ...each('Session.client', created) },
  },
};
