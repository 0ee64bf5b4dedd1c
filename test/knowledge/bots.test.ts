import { checkDocumented } from './documented.js';

describe('knowledge of bots', () => {
  it('discord.py: clients and messages', () => checkDocumented(`
import asyncio
import time
import discord

class MyClient(discord.Client):
    async def on_ready(self):
        print('Logged on as', self.user)

    async def setup_hook(self) -> None:
        self.bg_task = self.loop.create_task(self.background())

    async def background(self):
        await self.wait_until_ready()
        channel = self.get_channel(1234567)
        while not self.is_closed():
            await channel.send('tick')
            await asyncio.sleep(60)

    async def on_message(self, message: discord.Message):
        if message.author == self.user:
            return
        if message.content.startswith('!hello'):
            await message.channel.send('Hello')
            async with message.channel.typing():
                await asyncio.sleep(1)
        message.add_reaction('x') #! floating-promise error
        message.channel.send('pong') #! floating-promise error
        message.author.add_roles(1) #! floating-promise error
        async for old in message.channel.history(limit=3):
            old.delete() #! floating-promise error
            time.sleep(1) #! blocking-call warning

intents = discord.Intents.default()
client = MyClient(intents=intents)
client.run('token')
`));

  it('discord.py: commands and tasks', () => checkDocumented(`
import discord
from discord import app_commands
from discord.ext import commands, tasks

bot = commands.Bot(command_prefix='>', intents=discord.Intents.default())

@bot.command()
@commands.has_permissions(manage_messages=True)
async def ping(ctx: commands.Context):
    await ctx.send('pong')
    ctx.reply('pong') #! floating-promise error

@ping.error
async def failed(ctx, error):
    await ctx.send('no')

@bot.tree.command()
@app_commands.describe(member='who')
async def hello(interaction: discord.Interaction, member: discord.Member):
    await interaction.response.send_message('Hi')
    interaction.followup.send('again') #! floating-promise error
    member.kick(reason='x') #! floating-promise error

class MyCog(commands.Cog):
    def __init__(self, bot: commands.Bot):
        self.bot = bot
        self.index = 0
        self.printer.start()

    def cog_unload(self):
        self.printer.cancel()

    @tasks.loop(seconds=5.0)
    async def printer(self):
        self.index += 1

    @printer.before_loop
    async def before(self):
        await self.bot.wait_until_ready()

bot.run('token')
`));

  it('python-telegram-bot: handlers and the bot', () => checkDocumented(`
import time
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    user = update.effective_user
    await update.message.reply_html(f'Hi {user.mention_html()}!')
    await context.bot.send_message(chat_id=update.effective_chat.id, text='x')
    context.bot.send_message(chat_id=1, text='x') #! floating-promise error
    update.message.reply_text('x') #! floating-promise error
    query = update.callback_query
    query.answer() #! floating-promise error
    context.job_queue.run_once(alarm, 5, chat_id=1, name='x', data=5)

async def alarm(context: ContextTypes.DEFAULT_TYPE) -> None:
    time.sleep(1) #! blocking-call warning

def main() -> None:
    application = Application.builder().token('TOKEN').build()
    application.add_handler(CommandHandler('start', start))
    application.run_polling(allowed_updates=Update.ALL_TYPES)
`));

  it('aiogram: a message is sent when it is awaited or returned', () => checkDocumented(`
import asyncio
from aiogram import Bot, Dispatcher, Router
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

dp = Dispatcher()
router = Router()
dp.include_router(router)

@dp.message(CommandStart())
async def start(message: Message) -> None:
    await message.answer('Hello')
    message.answer('again') #! floating-promise error

@router.message()
async def echo(message: Message, state: FSMContext):
    await message.send_copy(chat_id=message.chat.id)
    state.clear() #! floating-promise error
    return message.reply('done')

@router.callback_query()
async def pressed(callback: CallbackQuery):
    callback.answer() #! floating-promise error

async def main() -> None:
    bot = Bot(token='x')
    bot.send_message(1, 'x') #! floating-promise error
    await dp.start_polling(bot)

asyncio.run(main())
`));
});
