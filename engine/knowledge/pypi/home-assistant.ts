import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * Home Assistant keeps the tasks that it starts. A name that begins with `async_` says that a function belongs on the loop, not
 * that it is a coroutine. What it is given to call runs on the loop if it is async or marked as a callback, else in a thread.
 */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const sync: SymbolFact = {};
const listener = (name: string, position: number): SymbolFact => ({ context: 'loop', calls: [{ name, position, when: 'thread', many: true, awaited: true }] });

const core: Record<string, SymbolFact> = {
  callback: { decorates: 'transparent', context: 'loop' },
  HomeAssistant: { class: true },
  ...members('HomeAssistant', 'async_add_executor_job async_add_import_executor_job', {
    awaitable: 'future', calls: [{ name: 'target', position: 0, when: 'thread' }],
  }),
  ...members('HomeAssistant', 'async_create_task async_create_background_task', { awaitable: 'task', takes: 'task', mayBeDropped: true }),
  'HomeAssistant.create_task': { takes: 'task' },
  ...members('HomeAssistant', 'async_start async_stop async_block_till_done', coroutine),
  'HomeAssistant.block_till_done': { blocks: 'result' },
  'HomeAssistant.loop': { property: true, is: 'asyncio:AbstractEventLoop' },
  'HomeAssistant.bus': { property: true, is: 'homeassistant.core:EventBus' },
  'HomeAssistant.services': { property: true, is: 'homeassistant.core:ServiceRegistry' },
  'HomeAssistant.states': { property: true, is: 'homeassistant.core:StateMachine' },
  'HomeAssistant.config_entries': { property: true, is: 'homeassistant.config_entries:ConfigEntries' },
  EventBus: { class: true },
  ...members('EventBus', 'async_listen async_listen_once', listener('listener', 1)),
  ...members('EventBus', 'async_fire async_fire_internal async_listeners fire', sync),
  ServiceRegistry: { class: true },
  'ServiceRegistry.async_call': { ...coroutine, does: 'change' },
  'ServiceRegistry.call': { blocks: 'result' },
  'ServiceRegistry.async_register': listener('service_func', 2),
  ...members('ServiceRegistry', 'has_service async_services async_remove async_services_for_domain', sync),
  StateMachine: { class: true },
  ...members('StateMachine', 'get is_state async_set async_remove async_all async_entity_ids async_available', sync),
};

const entries: Record<string, SymbolFact> = {
  ConfigEntries: { class: true },
  ...members('ConfigEntries', `async_add async_remove async_setup async_unload async_reload async_forward_entry_setups async_unload_platforms
    async_forward_entry_unload`, coroutine),
  ...members('ConfigEntries', 'async_update_entry async_entries async_get_entry async_loaded_entries async_schedule_reload async_domains', sync),
};

const entity: Record<string, SymbolFact> = {
  Entity: { class: true },
  ...members('Entity', 'async_update_ha_state async_remove', coroutine),
  ...members('Entity', 'async_write_ha_state async_schedule_update_ha_state schedule_update_ha_state async_on_remove async_set_context', sync),
  'Entity.async_update': { context: 'loop' },
  'Entity.update': { context: 'thread' },
};

const events: Record<string, SymbolFact> = {
  ...each('async_track_state_change async_track_state_change_event async_track_state_added_domain async_track_state_removed_domain async_call_later', listener('action', 2)),
  ...each('async_track_time_interval async_track_point_in_time async_track_point_in_utc_time async_track_utc_time_change async_track_time_change async_track_sunrise async_track_sunset', listener('action', 1)),
};

const coordinator: Record<string, SymbolFact> = {
  DataUpdateCoordinator: { class: true },
  ...members('DataUpdateCoordinator', 'async_refresh async_request_refresh async_config_entry_first_refresh', coroutine),
  ...members('DataUpdateCoordinator', 'async_add_listener async_set_updated_data async_update_listeners async_set_update_error async_contexts', sync),
  ...members('DataUpdateCoordinator', '_async_update_data _async_setup', { context: 'loop' }),
  CoordinatorEntity: { class: true, bases: ['homeassistant.helpers.entity:Entity'] },
};

export const homeAssistant: Library = {
  language: 'python',
  package: 'homeassistant',
  versions: '>=2024',
  source: 'https://developers.home-assistant.io/docs/asyncio_working_with_async/; homeassistant/core.py, config_entries.py and helpers/{aiohttp_client,entity,event,storage,update_coordinator,dispatcher}.py of home-assistant/core',
  modules: {
    'homeassistant.core': core,
    'homeassistant.config_entries': entries,
    'homeassistant.helpers.entity': entity,
    'homeassistant.helpers.event': events,
    'homeassistant.helpers.update_coordinator': coordinator,
    'homeassistant.helpers.storage': {
      Store: { class: true },
      ...members('Store', 'async_load async_save async_remove', coroutine),
      'Store.async_delay_save': { calls: [{ name: 'data_func', position: 0, when: 'loop' }] },
    },
    'homeassistant.helpers.dispatcher': {
      async_dispatcher_connect: listener('target', 2),
      ...each('async_dispatcher_send dispatcher_send', sync),
    },
    'homeassistant.helpers.aiohttp_client': {
      ...each('async_get_clientsession async_create_clientsession', { returns: 'aiohttp:ClientSession' }),
    },
  },
};
