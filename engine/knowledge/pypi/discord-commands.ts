import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** discord.py's commands and background tasks: what it calls, all of it on the loop. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const change: SymbolFact = { ...coroutine, does: 'change' };
const sync: SymbolFact = {};
const register: SymbolFact = { decorates: 'register', context: 'loop' };
const command: SymbolFact = { ...register, returns: 'discord.ext.commands:Command' };
const group: SymbolFact = { ...register, returns: 'discord.ext.commands:Group' };
const transparent: SymbolFact = { decorates: 'transparent' };
const is = (symbol: string): SymbolFact => ({ property: true, is: symbol });

/** What commands hang from: a bot or a group of commands. */
function holder(path: string): Record<string, SymbolFact> {
  return { [`${path}.command`]: command, [`${path}.group`]: group, ...members(path, 'add_command remove_command get_command walk_commands', sync) };
}

const bot: Record<string, SymbolFact | string> = {
  Bot: { class: true, client: true, bases: ['discord:Client'] },
  AutoShardedBot: { class: true, client: true, bases: ['discord.ext.commands:Bot'] },
  ...holder('Bot'),
  ...members('Bot', 'hybrid_command', command),
  ...members('Bot', 'hybrid_group', group),
  ...members('Bot', 'listen check check_once before_invoke after_invoke', register),
  ...members('Bot', 'load_extension unload_extension reload_extension add_cog remove_cog', change),
  ...members('Bot', 'can_run is_owner get_prefix invoke process_commands', coroutine),
  'Bot.get_context': { ...coroutine, returns: 'discord.ext.commands:Context' },
  'Bot.add_listener': { calls: [{ name: 'func', position: 0, when: 'loop', many: true, awaited: true }] },
  ...members('Bot', 'get_cog remove_listener add_check remove_check', sync),
  'Bot.tree': is('discord.app_commands:CommandTree'),
};

const context: Record<string, SymbolFact | string> = {
  Context: { class: true, bases: ['discord.abc:Messageable'] },
  ...members('Context', 'invoke reinvoke send_help defer', change),
  'Context.reply': { ...change, returns: 'discord:Message' },
  'Context.message': is('discord:Message'),
  'Context.bot': is('discord.ext.commands:Bot'),
  'Context.author': is('discord:Member'),
  'Context.guild': is('discord:Guild'),
  'Context.channel': is('discord.abc:Messageable'),
  ...members('Context', 'args kwargs prefix command invoked_with invoked_subcommand', { property: true }),
};

export const discordCommands: Library = {
  language: 'python',
  package: 'discord.py',
  versions: '>=2',
  source: 'https://github.com/Rapptz/discord.py: discord/ext/commands, discord/ext/tasks and discord/app_commands; discord.py 2.8.0a',
  modules: {
    'discord.ext.commands': {
      ...bot,
      ...context,
      Cog: { class: true },
      'Cog.listener': register,
      Command: { class: true },
      ...members('Command', 'can_run', coroutine),
      ...members('Command', 'error before_invoke after_invoke', register),
      ...members('Command', 'add_check remove_check reset_cooldown is_on_cooldown', sync),
      Group: { class: true, bases: ['discord.ext.commands:Command'] },
      ...holder('Group'),
      ...each('command hybrid_command', command),
      ...each('group hybrid_group', group),
      ...each(`check check_any has_role has_any_role bot_has_role has_permissions bot_has_permissions has_guild_permissions guild_only dm_only
        is_owner is_nsfw cooldown dynamic_cooldown max_concurrency before_invoke after_invoke`, transparent),
    },
    'discord.ext.commands.context': aliases('discord.ext.commands', 'Context'),
    'discord.ext.commands.bot': aliases('discord.ext.commands', 'Bot'),
    'discord.app_commands': {
      ...each('command context_menu', register),
      ...each('describe rename choices autocomplete guilds check guild_only dm_only private_channel_only default_permissions allowed_contexts', transparent),
      ...each('checks.has_role checks.has_any_role checks.has_permissions checks.bot_has_permissions checks.cooldown', transparent),
      CommandTree: { class: true },
      'CommandTree.sync': change,
      ...members('CommandTree', 'fetch_command fetch_commands', { ...coroutine, does: 'read' }),
      ...members('CommandTree', 'command context_menu error', register),
      ...members('CommandTree', 'add_command remove_command clear_commands copy_global_to get_command get_commands', sync),
      Group: { class: true },
      'Group.command': register,
    },
    'discord.ext.tasks': {
      loop: { decorates: 'register', context: 'loop', returns: 'discord.ext.tasks:Loop' },
      Loop: { class: true },
      // The loop keeps its task, and prints what it dies of.
      'Loop.start': { awaitable: 'task', mayBeDropped: true },
      ...members('Loop', 'stop cancel restart is_running is_being_cancelled failed change_interval get_task', sync),
      ...members('Loop', 'before_loop after_loop error', register),
    },
  },
};
