import { checkDocumented } from './documented.js';

describe('knowledge of other frameworks', () => {
  it('trio: nurseries, limits, channels and threads', () => checkDocumented(`
import time
import trio

async def child():
    await trio.sleep(1)

def work():
    time.sleep(1)

async def parent():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(child)
        send, receive = trio.open_memory_channel(0)
        nursery.start_soon(producer, send)
        async for value in receive:
            print(value)
    with trio.move_on_after(5):
        await trio.sleep(10)
    await trio.to_thread.run_sync(work)
    trio.sleep(1) #! floating-promise error
    time.sleep(1) #! blocking-call warning

async def producer(channel: trio.MemorySendChannel):
    async with channel:
        await channel.send('message')
        channel.send('lost') #! floating-promise error

async def ask(host):
    stream = await trio.open_tcp_stream(host, 80) #! missing-timeout warning
    with trio.fail_after(5):
        await stream.send_all(b'x')
    async with await trio.open_file('f') as f:
        return await f.read()

trio.run(parent)
`));

  it('Playwright: the twins', () => checkDocumented(`
import asyncio
from playwright.async_api import async_playwright, expect, Page
from playwright.sync_api import sync_playwright

async def main():
    async with async_playwright() as p:
        browser = await p.chromium.launch()
        page = await browser.new_page()
        await page.goto('https://playwright.dev')
        print(await page.title())
        await expect(page.get_by_role('heading')).to_be_visible()
        await browser.close()

async def test_example(page: Page) -> None:
    page.goto('https://playwright.dev/') #! floating-promise error
    page.get_by_role('link', name='x').click() #! floating-promise error
    expect(page.locator('h1')).to_be_visible() #! floating-promise error
    for link in await page.locator('a').all():
        print(await link.text_content()) #! serial-await-in-loop info
    async with page.expect_download() as info:
        await page.get_by_text('Download').click()
    return await info.value

def sync():
    with sync_playwright() as p:
        browser = p.chromium.launch()
        page = browser.new_page()
        page.goto('http://playwright.dev')
        browser.close()

asyncio.run(main())
`));

  it('LangChain: the twins', () => checkDocumented(`
from langchain_core.language_models import BaseChatModel
from langchain_core.vectorstores import VectorStore

async def answer(model: BaseChatModel, store: VectorStore, question: str):
    docs = await store.asimilarity_search(question)
    async for chunk in model.astream(question):
        print(chunk)
    model.ainvoke(question) #! floating-promise error
    text = model.ainvoke(question).content #! missing-await error
    model.invoke(question) #! blocking-call warning
    return await model.ainvoke(question), docs, text

def sync(model: BaseChatModel):
    return model.invoke('x')
`));

  it('Quart and Sanic: where handlers run', () => checkDocumented(`
import time
from quart import Quart, jsonify, render_template, request
from sanic import Sanic
from sanic.response import text

app = Quart(__name__)
served = Sanic('app')

@app.route('/api', methods=['POST'])
async def api():
    data = await request.get_json()
    request.get_json() #! floating-promise error
    render_template('index.html') #! floating-promise error
    return jsonify(data)

@app.get('/sync')
def in_thread():
    time.sleep(1)
    return 'x'

@served.get('/')
def on_loop(request):
    time.sleep(1) #! blocking-call warning
    return text('x')
`));
});
