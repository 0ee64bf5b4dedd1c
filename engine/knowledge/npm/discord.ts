import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** discord.js: what talks to Discord is a promise, what looks into caches or builds messages is not. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...promise, does: 'read' };
const change: SymbolFact = { ...promise, does: 'change' };
const dj = (symbol: string): string => `discord.js:${symbol}`;
const said: SymbolFact = { ...change, returns: dj('Message') };
const is = (name: string): SymbolFact => ({ property: true, is: dj(name) });
/** Waits for what users do. */
const awaits: SymbolFact = { ...promise, paces: 'event' };

const messages: Record<string, SymbolFact> = {
  Message: { class: true },
  ...members('Message', 'reply edit', said),
  ...members('Message', 'delete react pin unpin crosspost removeAttachments suppressEmbeds startThread', change),
  ...members('Message', 'fetch fetchReference fetchWebhook', read),
  ...members('Message', 'awaitReactions awaitMessageComponent', awaits),
  ...members('Message', 'createReactionCollector createMessageComponentCollector equals inGuild resolveComponent toString toJSON', {}),
  'Message.member': is('GuildMember'),
  'Message.guild': is('Guild'),
  'Message.author': is('User'),
  MessageReaction: { class: true },
  ...members('MessageReaction', 'react remove', change),
  'MessageReaction.fetch': read,
  ReactionManager: { class: true },
  'ReactionManager.removeAll': change,
  MessageManager: { class: true },
  ...members('MessageManager', 'fetch fetchPinned', read),
  ...members('MessageManager', 'delete edit pin unpin react', change),
};

function channel(path: string): Record<string, SymbolFact> {
  return {
    [path]: { class: true },
    [`${path}.send`]: said,
    // It shows for some seconds; nothing hangs on it.
    [`${path}.sendTyping`]: { ...promise, mayBeDropped: true },
    ...members(path, 'awaitMessages awaitMessageComponent', awaits),
    [`${path}.delete`]: change,
    [`${path}.fetch`]: read,
    ...members(path, 'createMessageCollector createMessageComponentCollector isTextBased isThread isDMBased toString', {}),
    [`${path}.messages`]: is('MessageManager'),
  };
}
const guildChannels = (path: string): Record<string, SymbolFact> => ({
  ...members(path, 'bulkDelete setRateLimitPerUser', change),
});
const textChannels = (path: string): Record<string, SymbolFact> => ({
  ...guildChannels(path),
  ...members(path, 'edit setName setTopic setParent setPosition setNSFW lockPermissions clone createInvite createWebhook', change),
  ...members(path, 'fetchInvites fetchWebhooks', read),
  ...members(path, 'permissionsFor', {}),
});

const people: Record<string, SymbolFact> = {
  User: { class: true },
  'User.send': said,
  ...members('User', 'createDM deleteDM', change),
  ...members('User', 'fetch fetchFlags', read),
  ...members('User', 'avatarURL bannerURL displayAvatarURL equals toString', {}),
  GuildMember: { class: true },
  'GuildMember.send': said,
  ...members('GuildMember', 'ban kick edit timeout setNickname disableCommunicationUntil createDM deleteDM', change),
  'GuildMember.fetch': read,
  ...members('GuildMember', 'avatarURL displayAvatarURL permissionsIn isCommunicationDisabled toString', {}),
  'GuildMember.roles': is('GuildMemberRoleManager'),
  'GuildMember.guild': is('Guild'),
  'GuildMember.user': is('User'),
  GuildMemberRoleManager: { class: true },
  ...members('GuildMemberRoleManager', 'add remove set', change),
  GuildMemberManager: { class: true },
  ...members('GuildMemberManager', 'ban kick unban edit prune add', change),
  ...members('GuildMemberManager', 'fetch fetchMe list search', read),
  Role: { class: true },
  ...members('Role', 'delete edit setName setPermissions setPosition setHoist setMentionable setIcon', change),
  VoiceState: { class: true },
  ...members('VoiceState', 'setMute setDeaf disconnect setChannel', change),
};

const guilds: Record<string, SymbolFact> = {
  Guild: { class: true },
  ...members('Guild', 'delete edit leave setName setIcon setBanner setSystemChannel createTemplate', change),
  ...members('Guild', 'fetch fetchAuditLogs fetchIntegrations fetchOwner fetchPreview fetchWebhooks fetchVanityData', read),
  ...members('Guild', 'iconURL bannerURL splashURL toString', {}),
  'Guild.members': is('GuildMemberManager'),
  'Guild.channels': is('GuildChannelManager'),
  GuildChannelManager: { class: true },
  ...members('GuildChannelManager', 'create edit delete setPosition setPositions createWebhook', change),
  ...members('GuildChannelManager', 'fetch fetchWebhooks fetchActiveThreads', read),
  Client: { class: true, bases: ['node:events:EventEmitter'] },
  // A bot has nothing else to do, and a failure ends it with a message.
  'Client.login': { ...promise, mayBeDropped: true },
  'Client.destroy': { ...promise, mayBeDropped: true },
  ...members('Client', 'fetchInvite fetchWebhook fetchGuildPreview fetchGuildTemplate fetchSticker', read),
  ...members('Client', 'generateInvite isReady', {}),
  Webhook: { class: true },
  ...members('Webhook', 'send editMessage deleteMessage edit delete', change),
  'Webhook.fetchMessage': read,
  REST: { class: true, client: true },
  'REST.get': read,
  ...members('REST', 'post put patch delete', change),
  'REST.setToken': { returns: 'this' },
};

function interaction(path: string, more: string): Record<string, SymbolFact> {
  return {
    [path]: { class: true },
    ...members(path, `reply deferReply editReply deleteReply followUp ${more}`, change),
    [`${path}.fetchReply`]: read,
    ...members(path, 'inGuild inCachedGuild isButton isChatInputCommand isModalSubmit isRepliable isAutocomplete isStringSelectMenu isMessageComponent toString', {}),
  };
}

export const discordJs: Library = {
  language: 'typescript',
  package: 'discord.js',
  versions: '>=14',
  source: 'https://discord.js.org/docs/packages/discord.js/14.28.1; typings/index.d.ts of discord.js 14.28.1',
  modules: {
    'discord.js': {
      ...messages, ...people, ...guilds,
      ...channel('TextChannel'), ...textChannels('TextChannel'), ...channel('NewsChannel'), ...textChannels('NewsChannel'),
      ...channel('ThreadChannel'), ...guildChannels('ThreadChannel'), ...channel('DMChannel'),
      ...members('ThreadChannel', 'edit join leave setArchived setLocked setName', change),
      ...interaction('ChatInputCommandInteraction', 'showModal'),
      ...interaction('CommandInteraction', 'showModal'),
      ...interaction('ButtonInteraction', 'showModal update deferUpdate'),
      ...interaction('StringSelectMenuInteraction', 'showModal update deferUpdate'),
      ...interaction('ModalSubmitInteraction', 'deferUpdate'),
      AutocompleteInteraction: { class: true },
      'AutocompleteInteraction.respond': change,
    },
  },
};
