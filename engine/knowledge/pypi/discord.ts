import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * discord.py: what talks to Discord is awaited, what looks into its cache (`get_…`) is not. Of things that come in
 * several kinds (a message's channel, its author) only what all of them have, or only one of them could answer to, is said.
 */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const read: SymbolFact = { ...coroutine, does: 'read' };
const change: SymbolFact = { ...coroutine, does: 'change' };
const sync: SymbolFact = {};
const yields = (what: string): SymbolFact => ({ io: true, yields: `discord:${what}` });
const made = (what: string): SymbolFact => ({ ...change, returns: `discord:${what}` });
const fetched = (what: string): SymbolFact => ({ ...read, returns: `discord:${what}` });
const cached = (what: string): SymbolFact => ({ returns: `discord:${what}` });
const is = (what: string): SymbolFact => ({ property: true, is: `discord${what}` });
const property: SymbolFact = { property: true };

const client: Record<string, SymbolFact | string> = {
  Client: { class: true, client: true },
  AutoShardedClient: { class: true, client: true, bases: ['discord:Client'] },
  ...members('Client', 'setup_hook login connect close start wait_until_ready', coroutine),
  ...members('Client', 'fetch_template fetch_guild_preview fetch_invite fetch_widget application_info fetch_sticker fetch_skus fetch_application_emojis', read),
  ...members('Client', 'change_presence create_guild delete_invite create_application_emoji', change),
  'Client.fetch_guild': fetched('Guild'),
  'Client.fetch_user': fetched('User'),
  'Client.fetch_webhook': fetched('Webhook'),
  'Client.fetch_channel': read,
  'Client.create_dm': made('DMChannel'),
  // Waits for somebody to do something, and for ever unless told otherwise.
  'Client.wait_for': { awaitable: 'coroutine', opaque: true, timeout: { default: 'none', by: [{ name: 'timeout' }], kind: 'event' } },
  'Client.fetch_guilds': yields('Guild'),
  'Client.get_guild': cached('Guild'),
  'Client.get_user': cached('User'),
  ...members('Client', `is_ready is_closed dispatch clear run get_channel get_partial_messageable get_emoji get_sticker add_view
    add_dynamic_items is_ws_ratelimited`, sync),
  ...members('Client', 'latency guilds emojis cached_messages voice_clients intents users application_id', property),
  'Client.user': is(':User'),
  'Client.loop': { property: true, is: 'asyncio:AbstractEventLoop' },
  'Client.event': { decorates: 'register', context: 'loop' },
};

const channels: Record<string, SymbolFact | string> = {
  TextChannel: { class: true, bases: ['discord.abc:Messageable', 'discord.abc:GuildChannel'] },
  ...members('TextChannel', 'edit delete_messages follow', change),
  'TextChannel.purge': change,
  'TextChannel.webhooks': read,
  'TextChannel.create_webhook': made('Webhook'),
  'TextChannel.create_thread': made('Thread'),
  'TextChannel.archived_threads': yields('Thread'),
  VoiceChannel: { class: true, bases: ['discord.abc:Messageable', 'discord.abc:GuildChannel'] },
  ...members('VoiceChannel', 'edit delete_messages purge send_sound', change),
  'VoiceChannel.connect': { ...coroutine, timeout: { default: 30, by: [{ name: 'timeout' }], kind: 'network' } },
  StageChannel: { class: true, bases: ['discord.abc:Messageable', 'discord.abc:GuildChannel'] },
  ...members('StageChannel', 'edit create_instance', change),
  CategoryChannel: { class: true, bases: ['discord.abc:GuildChannel'] },
  'CategoryChannel.edit': change,
  'CategoryChannel.create_text_channel': made('TextChannel'),
  'CategoryChannel.create_voice_channel': made('VoiceChannel'),
  ForumChannel: { class: true, bases: ['discord.abc:GuildChannel'] },
  ...members('ForumChannel', 'edit create_tag create_thread', change),
  DMChannel: { class: true, bases: ['discord.abc:Messageable'] },
  Thread: { class: true, bases: ['discord.abc:Messageable'] },
  ...members('Thread', 'edit delete delete_messages purge add_tags remove_tags join leave add_user remove_user', change),
  ...members('Thread', 'fetch_member fetch_members', read),
  'Thread.guild': is(':Guild'),
};

const messages: Record<string, SymbolFact | string> = {
  PartialMessage: { class: true },
  ...members('PartialMessage', 'delete publish pin unpin add_reaction remove_reaction clear_reaction clear_reactions', change),
  ...members('PartialMessage', 'edit reply forward', made('Message')),
  'PartialMessage.end_poll': change,
  'PartialMessage.fetch': fetched('Message'),
  'PartialMessage.create_thread': made('Thread'),
  'PartialMessage.channel': is('.abc:Messageable'),
  'PartialMessage.guild': is(':Guild'),
  Message: { class: true, bases: ['discord:PartialMessage'] },
  ...members('Message', 'add_files remove_attachments', made('Message')),
  'Message.author': is(':Member'),
  ...members('Message', 'content id mentions attachments embeds reactions reference role_mentions clean_content jump_url created_at', property),
  WebhookMessage: { class: true, bases: ['discord:Message'] },
  InteractionMessage: { class: true, bases: ['discord:Message'] },
  Reaction: { class: true },
  ...members('Reaction', 'remove clear', change),
  'Reaction.users': { io: true },
  'Reaction.message': is(':Message'),
  Attachment: { class: true },
  ...members('Attachment', 'save read to_file', read),
  'Attachment.is_spoiler': sync,
  Asset: { class: true },
  ...members('Asset', 'read save to_file', read),
  ...members('Asset', 'replace with_size with_format with_static_format', cached('Asset')),
};

const people: Record<string, SymbolFact | string> = {
  User: { class: true, bases: ['discord.abc:Messageable'] },
  'User.create_dm': made('DMChannel'),
  ...members('User', 'id name mention display_name bot created_at', property),
  ...members('User', 'display_avatar default_avatar', is(':Asset')),
  'User.mentioned_in': sync,
  Member: { class: true, bases: ['discord:User'] },
  ...members('Member', 'ban unban kick edit request_to_speak move_to timeout add_roles remove_roles', change),
  'Member.fetch_voice': read,
  'Member.guild': is(':Guild'),
  'Member.get_role': cached('Role'),
  'Member.top_role': is(':Role'),
  ...members('Member', 'roles nick guild_permissions joined_at voice', property),
  ...members('Member', 'is_timed_out is_on_mobile', sync),
  Role: { class: true },
  ...members('Role', 'edit move delete', change),
  ...members('Role', 'id name members mention permissions position', property),
};

const guild: Record<string, SymbolFact | string> = {
  Guild: { class: true },
  'Guild.create_text_channel': made('TextChannel'),
  'Guild.create_voice_channel': made('VoiceChannel'),
  ...members('Guild', 'create_category create_category_channel', made('CategoryChannel')),
  'Guild.create_role': made('Role'),
  ...members('Guild', `leave delete edit kick ban unban bulk_ban prune_members create_forum create_template create_sticker create_custom_emoji
    delete_emoji edit_role_positions create_scheduled_event change_voice_state`, change),
  ...members('Guild', `fetch_channels active_threads fetch_ban fetch_channel templates webhooks invites integrations fetch_stickers fetch_emojis
    fetch_emoji fetch_roles fetch_scheduled_events vanity_invite widget chunk query_members estimate_pruned_members`, read),
  'Guild.fetch_member': fetched('Member'),
  'Guild.fetch_role': fetched('Role'),
  'Guild.fetch_members': yields('Member'),
  ...members('Guild', 'bans audit_logs', { io: true }),
  ...members('Guild', 'get_member get_member_named', cached('Member')),
  'Guild.get_role': cached('Role'),
  'Guild.get_thread': cached('Thread'),
  ...members('Guild', 'get_channel get_channel_or_thread get_emoji', sync),
  'Guild.me': is(':Member'),
  'Guild.default_role': is(':Role'),
  ...members('Guild', 'id name members roles channels text_channels voice_channels categories threads emojis member_count', property),
};

const interactions: Record<string, SymbolFact | string> = {
  Interaction: { class: true },
  ...members('Interaction', 'original_response', fetched('InteractionMessage')),
  ...members('Interaction', 'edit_original_response', made('InteractionMessage')),
  'Interaction.delete_original_response': change,
  'Interaction.response': is(':InteractionResponse'),
  'Interaction.followup': is(':Webhook'),
  'Interaction.guild': is(':Guild'),
  'Interaction.message': is(':Message'),
  'Interaction.channel': is('.abc:Messageable'),
  'Interaction.user': is(':Member'),
  ...members('Interaction', 'data guild_id channel_id locale namespace extras', property),
  'Interaction.is_expired': sync,
  InteractionResponse: { class: true },
  ...members('InteractionResponse', 'defer pong send_message edit_message send_modal autocomplete', change),
  'InteractionResponse.is_done': sync,
  Webhook: { class: true },
  ...members('Webhook', 'edit', made('Webhook')),
  ...members('Webhook', 'delete delete_message', change),
  'Webhook.fetch': fetched('Webhook'),
  'Webhook.send': made('WebhookMessage'),
  'Webhook.edit_message': made('WebhookMessage'),
  'Webhook.fetch_message': fetched('WebhookMessage'),
  ...members('Webhook', 'from_url partial', cached('Webhook')),
  // The one of them that works without a loop.
  SyncWebhook: { class: true },
  ...members('SyncWebhook', 'from_url partial', cached('SyncWebhook')),
  ...members('SyncWebhook', 'send edit delete edit_message delete_message', { blocks: 'network', io: true, does: 'change' }),
  ...members('SyncWebhook', 'fetch fetch_message', { blocks: 'network', io: true, does: 'read' }),
  VoiceClient: { class: true },
  ...members('VoiceClient', 'disconnect move_to', change),
  ...members('VoiceClient', 'play pause resume stop is_playing is_paused is_connected', sync),
};

export const discord: Library = {
  language: 'python',
  package: 'discord.py',
  versions: '>=2',
  source: 'https://github.com/Rapptz/discord.py: discord/{client,channel,message,guild,member,user,role,interactions,webhook,abc,ui}; discord.py 2.8.0a',
  modules: {
    discord: { ...client, ...channels, ...messages, ...people, ...guild, ...interactions },
    'discord.abc': {
      Messageable: { class: true },
      ...members('Messageable', 'send', made('Message')),
      'Messageable.fetch_message': fetched('Message'),
      'Messageable.history': yields('Message'),
      'Messageable.typing': { awaitable: 'context', io: true },
      GuildChannel: { class: true },
      ...members('GuildChannel', 'delete set_permissions clone move create_invite', change),
      'GuildChannel.invites': read,
      ...members('GuildChannel', 'permissions_for overwrites_for', sync),
      'GuildChannel.guild': is(':Guild'),
      ...members('GuildChannel', 'id name position', property),
    },
    'discord.ui': {
      ...each('button select', { decorates: 'register', context: 'loop' }),
      ...each('View Modal', { class: true, context: 'loop' }),
      ...each('View.wait Modal.wait', { awaitable: 'coroutine', timeout: { default: 'none', kind: 'event' } }),
      ...each('View.add_item View.remove_item View.clear_items View.stop View.is_finished Modal.add_item Modal.stop', sync),
    },
    'discord.interactions': aliases('discord', 'Interaction InteractionResponse InteractionMessage'),
    'discord.message': aliases('discord', 'Message PartialMessage Attachment'),
    'discord.member': aliases('discord', 'Member'),
    'discord.guild': aliases('discord', 'Guild'),
  },
};
