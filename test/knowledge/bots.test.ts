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
});
