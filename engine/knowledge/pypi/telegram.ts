import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Bots of Telegram: python-telegram-bot, whose methods are coroutines, and aiogram, whose methods are objects to await. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const read: SymbolFact = { ...coroutine, does: 'read' };
const change: SymbolFact = { ...coroutine, does: 'change' };
const sync: SymbolFact = {};
const property: SymbolFact = { property: true };
const is = (symbol: string): SymbolFact => ({ property: true, is: symbol });

const reads = `get_me get_user_profile_photos get_chat get_chat_administrators get_chat_member_count get_chat_member get_webhook_info
  get_game_high_scores get_sticker_set get_custom_emoji_stickers get_my_commands get_chat_menu_button get_forum_topic_icon_stickers
  get_my_description get_my_short_description get_my_name get_user_chat_boosts get_my_default_administrator_rights`;
const sends = `send_message forward_message send_photo send_audio send_document send_sticker send_video send_video_note send_animation
  send_voice send_location send_venue send_contact send_game send_invoice send_poll send_dice`;
const changes = `delete_message delete_messages forward_messages copy_message copy_messages send_media_group send_chat_action
  answer_inline_query answer_callback_query answer_shipping_query answer_pre_checkout_query answer_web_app_query ban_chat_member
  unban_chat_member ban_chat_sender_chat unban_chat_sender_chat restrict_chat_member promote_chat_member edit_message_text
  edit_message_caption edit_message_media edit_message_reply_markup edit_message_live_location stop_message_live_location set_webhook
  delete_webhook leave_chat set_chat_permissions set_chat_photo delete_chat_photo set_chat_title set_chat_description
  set_chat_administrator_custom_title export_chat_invite_link create_chat_invite_link edit_chat_invite_link revoke_chat_invite_link
  approve_chat_join_request decline_chat_join_request pin_chat_message unpin_chat_message unpin_all_chat_messages upload_sticker_file
  create_new_sticker_set add_sticker_to_set delete_sticker_from_set stop_poll set_my_commands delete_my_commands set_chat_menu_button
  create_invoice_link create_forum_topic edit_forum_topic close_forum_topic reopen_forum_topic delete_forum_topic set_message_reaction
  set_my_description set_my_name set_game_score refund_star_payment log_out close`;

const bot = (file: string, message: string): Record<string, SymbolFact> => ({
  Bot: { class: true, client: true },
  ...members('Bot', reads, read),
  ...members('Bot', sends, { ...change, returns: message }),
  ...members('Bot', changes, change),
  'Bot.get_file': { ...read, returns: file },
  // Waits for the next update by itself, as long as it is told to.
  'Bot.get_updates': coroutine,
  ...members('Bot', 'token id', property),
});

const replies = `text photo audio document animation sticker video video_note voice location venue contact poll dice game invoice`;
const named = (prefix: string, words: string): string => words.split(' ').map((word) => `${prefix}_${word}`).join(' ');
const sent: SymbolFact = { ...change, returns: 'telegram:Message' };
const sendsOf = `send_message send_photo send_contact send_audio send_document send_dice send_game send_invoice send_location send_animation
  send_sticker send_venue send_video send_video_note send_voice send_poll`;

const telegramTypes: Record<string, SymbolFact> = {
  Message: { class: true },
  ...members('Message', `${named('reply', replies)} reply_html reply_markdown reply_markdown_v2 forward`, sent),
  ...members('Message', `copy reply_copy reply_media_group reply_chat_action edit_text edit_caption edit_media edit_reply_markup delete stop_poll
    pin unpin set_reaction`, change),
  ...members('Message', 'chat_id id link text_html text_markdown caption_html effective_attachment', property),
  Chat: { class: true },
  ...members('Chat', 'get_administrators get_member_count get_member get_menu_button', read),
  ...members('Chat', sendsOf, sent),
  ...members('Chat', `leave ban_member unban_member promote_member restrict_member set_permissions set_title set_description set_photo delete_photo
    pin_message unpin_message unpin_all_messages delete_message delete_messages send_media_group send_chat_action send_action copy_message
    send_copy export_invite_link create_invite_link revoke_invite_link approve_join_request decline_join_request`, change),
  User: { class: true },
  'User.get_profile_photos': read,
  ...members('User', sendsOf, sent),
  ...members('User', 'name full_name link', property),
  ...members('User', 'mention_html mention_markdown mention_markdown_v2', sync),
  CallbackQuery: { class: true },
  ...members('CallbackQuery', `answer edit_message_text edit_message_caption edit_message_reply_markup edit_message_media delete_message pin_message
    unpin_message copy_message`, change),
  Update: { class: true },
  'Update.effective_message': is('telegram:Message'),
  'Update.effective_chat': is('telegram:Chat'),
  'Update.effective_user': is('telegram:User'),
  ...members('Update', 'message edited_message channel_post', is('telegram:Message')),
  'Update.callback_query': is('telegram:CallbackQuery'),
  File: { class: true },
  ...members('File', 'download_to_drive download_to_memory download_as_bytearray', read),
};

const handler = (position: number): SymbolFact => (
  { class: true, context: 'loop', calls: [{ name: 'callback', position, when: 'loop', many: true, awaited: true }] }
);
const job = { returns: 'telegram.ext:Job', calls: [{ name: 'callback', position: 0, when: 'loop', many: true, awaited: true }] } as const;

const extension: Record<string, SymbolFact | string> = {
  Application: { class: true },
  'Application.builder': { returns: 'telegram.ext:ApplicationBuilder' },
  ...members('Application', 'initialize shutdown start stop process_update process_error update_persistence', coroutine),
  'Application.create_task': { awaitable: 'task', takes: 'task', mayBeDropped: true },
  'Application.add_error_handler': { calls: [{ name: 'callback', position: 0, when: 'loop', many: true, awaited: true }] },
  ...members('Application', 'run_polling run_webhook add_handler add_handlers remove_handler stop_running', sync),
  'Application.bot': is('telegram:Bot'),
  'Application.job_queue': is('telegram.ext:JobQueue'),
  'Application.updater': is('telegram.ext:Updater'),
  ApplicationBuilder: { class: true },
  ...members('ApplicationBuilder', `token base_url request connection_pool_size connect_timeout read_timeout write_timeout pool_timeout defaults
    arbitrary_callback_data concurrent_updates job_queue persistence context_types updater rate_limiter`, { returns: 'telegram.ext:ApplicationBuilder' }),
  ...members('ApplicationBuilder', 'post_init post_shutdown post_stop', { returns: 'telegram.ext:ApplicationBuilder', context: 'startup', calls: [{ position: 0, when: 'loop', awaited: true }] }),
  'ApplicationBuilder.build': { returns: 'telegram.ext:Application' },
  Updater: { class: true },
  ...members('Updater', 'initialize shutdown start_polling start_webhook stop', coroutine),
  CallbackContext: { class: true },
  'CallbackContext.bot': is('telegram:Bot'),
  'CallbackContext.application': is('telegram.ext:Application'),
  'CallbackContext.job_queue': is('telegram.ext:JobQueue'),
  ...members('CallbackContext', 'args user_data chat_data bot_data match', property),
  // `ContextTypes.DEFAULT_TYPE` is how programs write the type of their context.
  'ContextTypes.DEFAULT_TYPE': 'telegram.ext:CallbackContext',
  ContextTypes: { class: true },
  Job: { class: true },
  ...members('Job', 'schedule_removal', sync),
  JobQueue: { class: true },
  ...members('JobQueue', 'run_once run_repeating run_daily run_monthly run_custom', job),
  ...members('JobQueue', 'jobs get_jobs_by_name', sync),
  ...members('JobQueue', 'start stop', coroutine),
  ...each('CommandHandler MessageHandler', handler(1)),
  ...each('CallbackQueryHandler InlineQueryHandler ChatMemberHandler PollHandler PreCheckoutQueryHandler', handler(0)),
};

export const telegram: Library = {
  language: 'python',
  package: 'python-telegram-bot',
  versions: '>=20',
  source: 'https://github.com/python-telegram-bot/python-telegram-bot: src/telegram and src/telegram/ext; python-telegram-bot 22.8',
  modules: {
    telegram: { ...bot('telegram:File', 'telegram:Message'), ...telegramTypes },
    'telegram.ext': extension,
  },
};

/** `message.answer(…)` makes a request that is sent when it is awaited, or returned by a handler. */
const request: SymbolFact = { awaitable: 'lazy', io: true, does: 'change' };
const asking: SymbolFact = { awaitable: 'lazy', io: true, does: 'read' };
const kinds = 'animation audio contact document game invoice location media_group photo poll dice sticker venue video video_note voice';

const aiogramTypes: Record<string, SymbolFact> = {
  Message: { class: true },
  ...members('Message', `answer reply ${named('answer', kinds)} ${named('reply', kinds)}`, { ...request, returns: 'aiogram.types:Message' }),
  ...members('Message', 'send_copy copy_to forward edit_text edit_media edit_reply_markup delete_reply_markup edit_caption delete pin unpin react', request),
  ...members('Message', 'html_text md_text content_type', property),
  'Message.get_url': sync,
  'Message.chat': is('aiogram.types:Chat'),
  'Message.bot': is('aiogram:Bot'),
  Chat: { class: true },
  ...members('Chat', 'get_administrators get_member get_member_count', asking),
  ...members('Chat', `do leave ban unban restrict promote set_permissions set_title set_description set_photo delete_photo delete_message pin_message
    unpin_message unpin_all_messages create_invite_link edit_invite_link revoke_invite_link export_invite_link`, request),
  CallbackQuery: { class: true },
  'CallbackQuery.answer': request,
  'CallbackQuery.bot': is('aiogram:Bot'),
  'CallbackQuery.message': is('aiogram.types:Message'),
};

const observer: SymbolFact = { property: true, is: 'aiogram.dispatcher.event.telegram:TelegramEventObserver' };
const register: SymbolFact = { decorates: 'register', context: 'loop' };

export const aiogram: Library = {
  language: 'python',
  package: 'aiogram',
  versions: '>=3',
  source: 'https://github.com/aiogram/aiogram: aiogram/client/bot.py, methods/base.py, types, dispatcher and fsm; aiogram 3',
  modules: {
    aiogram: {
      ...bot('aiogram.types:File', 'aiogram.types:Message'),
      ...members('Bot', 'download download_file', read),
      'Bot.me': read,
      Router: { class: true },
      ...members('Router', `message edited_message channel_post inline_query chosen_inline_result callback_query shipping_query pre_checkout_query
        poll poll_answer my_chat_member chat_member chat_join_request message_reaction errors`, observer),
      ...members('Router', 'startup shutdown', { property: true, is: 'aiogram.dispatcher.event.event:EventObserver' }),
      ...members('Router', 'include_router include_routers resolve_used_update_types', sync),
      Dispatcher: { class: true, bases: ['aiogram:Router'] },
      ...members('Dispatcher', 'start_polling stop_polling feed_update feed_raw_update feed_webhook_update emit_startup emit_shutdown', coroutine),
      'Dispatcher.run_polling': sync,
    },
    'aiogram.types': { ...aiogramTypes, File: { class: true } },
    'aiogram.fsm.context': {
      FSMContext: { class: true },
      ...members('FSMContext', 'get_state get_data get_value', read),
      ...members('FSMContext', 'set_state set_data update_data clear', change),
    },
    'aiogram.dispatcher.event.telegram': {
      TelegramEventObserver: { class: true },
      'TelegramEventObserver.__call__': register,
      'TelegramEventObserver.register': { calls: [{ name: 'callback', position: 0, when: 'loop', many: true, awaited: true }] },
    },
    'aiogram.dispatcher.event.event': {
      EventObserver: { class: true },
      'EventObserver.__call__': { decorates: 'register', context: 'startup' },
      'EventObserver.register': { context: 'startup', calls: [{ name: 'callback', position: 0, when: 'loop', awaited: true }] },
    },
  },
};
