import { checkDocumented } from './documented.js';

describe('knowledge of other services', () => {
  it('brokers: Kafka, RabbitMQ, NATS', () => checkDocumented(`
import asyncio
import aio_pika
import nats
import pika
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

async def kafka():
    consumer = AIOKafkaConsumer('topic', bootstrap_servers='localhost:9092')
    await consumer.start()
    try:
        async for msg in consumer:
            print(msg.topic, msg.value)
    finally:
        await consumer.stop()
    producer = AIOKafkaProducer(bootstrap_servers='localhost:9092')
    producer.start() #! floating-promise error
    future = await producer.send('topic', b'x')
    producer.send_and_wait('topic', b'x') #! floating-promise error
    return future

async def rabbit(loop):
    connection = await aio_pika.connect_robust('amqp://guest:guest@127.0.0.1/')
    async with connection:
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=10)
        queue = await channel.declare_queue('test', auto_delete=True)
        async with queue.iterator() as queue_iter:
            async for message in queue_iter:
                async with message.process():
                    print(message.body)
                message.ack() #! floating-promise error
        channel.default_exchange.publish(aio_pika.Message(body=b'x'), routing_key='k') #! floating-promise error

async def blocked():
    connection = pika.BlockingConnection(pika.ConnectionParameters('localhost'))
    channel = connection.channel() #! blocking-call warning
    channel.basic_publish(exchange='', routing_key='k', body=b'x') #! blocking-call warning

async def main():
    nc = await nats.connect('localhost')
    sub = await nc.subscribe('foo')
    msg = await sub.next_msg()
    await nc.request('help', b'please', timeout=0.5)
    nc.publish('foo', b'x') #! floating-promise error
    await nc.drain()
    return msg

asyncio.run(main())
`));

  it('MySQL, files, HTTP, sockets', () => checkDocumented(`
import asyncio
import aiofiles
import aiofiles.os
import aiomysql
import pymysql
import urllib3
import websockets

http = urllib3.PoolManager()

async def mysql():
    pool = await aiomysql.create_pool(host='127.0.0.1', db='mysql')
    async with pool.acquire() as conn:
        async with conn.cursor() as cur:
            await cur.execute('SELECT 42;')
            (r,) = await cur.fetchone()
            conn.commit() #! floating-promise error
    pool.close()
    await pool.wait_closed()
    connection = pymysql.connect(host='localhost') #! blocking-call warning
    with connection.cursor() as cursor:
        cursor.execute('SELECT 1') #! blocking-call warning
    return r

async def files():
    async with aiofiles.open('filename', mode='r') as f:
        contents = await f.read()
        f.write('x') #! floating-promise error
    if aiofiles.os.path.exists('x'): #! missing-await error
        await aiofiles.os.remove('x')
    return contents

async def web():
    http.request('GET', 'https://example.com') #! blocking-call warning, missing-timeout warning
    http.request('GET', 'https://example.com', timeout=2.5) #! blocking-call warning

async def hello():
    async with websockets.connect('ws://localhost:8765') as websocket:
        await websocket.send('Hello world!')
        websocket.send('lost') #! floating-promise error
        async for message in websocket:
            print(message)
    async for websocket in websockets.connect('ws://localhost:8765'):
        await websocket.send('x')

asyncio.run(hello())
`));

  it('decorators keep a function async; Home Assistant keeps its tasks', () => checkDocumented(`
import time
import backoff
from async_lru import alru_cache
from homeassistant.core import HomeAssistant, callback
from tenacity import retry, stop_after_attempt

@retry(stop=stop_after_attempt(7))
async def load():
    return 1

@backoff.on_exception(backoff.expo, OSError, max_time=60)
async def get_url(url):
    return url

@alru_cache(maxsize=32)
async def get_pep(num):
    return num

def work():
    time.sleep(1)

async def async_setup_entry(hass: HomeAssistant, entry):
    load() #! floating-promise error
    get_url('x') #! floating-promise error
    get_pep(8) #! floating-promise error
    hass.async_create_task(load())
    await hass.async_add_executor_job(work)
    return True

@callback
def changed(event):
    time.sleep(1) #! blocking-call warning
`));

  it('twins: Gemini, Elasticsearch, SQLModel', () => checkDocumented(`
from elasticsearch import AsyncElasticsearch, Elasticsearch
from google import genai
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

client = genai.Client(api_key='key')
es = AsyncElasticsearch()
old = Elasticsearch()

async def main(session: AsyncSession):
    response = await client.aio.models.generate_content(model='m', contents='x')
    print(response.text)
    client.models.generate_content(model='m', contents='x') #! blocking-call warning
    chat = client.aio.chats.create(model='m')
    chat.send_message('x') #! floating-promise error
    resp = await es.search(index='documents', query={'match_all': {}}, size=20)
    await es.indices.create(index='x')
    es.index(index='x', document={}) #! floating-promise error
    old.search(index='x') #! blocking-call warning
    rows = await session.exec(select(1))
    session.exec(select(1)) #! floating-promise error
    return resp, rows
`));

  it('models of peewee and Tortoise; the machine', () => checkDocumented(`
import peewee
import psutil
import serial
from aiocache import cached
from tortoise import Tortoise
from tortoise.models import Model

class Person(peewee.Model):
    name = peewee.CharField()

class Tournament(Model):
    pass

@cached(ttl=10)
async def load():
    return 1

async def main():
    Tortoise.generate_schemas() #! floating-promise error
    await Tournament.create(name='x')
    tournament = Tournament()
    tournament.save() #! floating-promise error
    Person.create(name='x') #! blocking-call warning
    query = Person.select().where(Person.name == 'x')
    query.count() #! blocking-call warning
    load() #! floating-promise error
    psutil.cpu_percent(interval=1) #! blocking-call warning
    psutil.cpu_percent()
    psutil.cpu_percent(interval=None)
    serial.Serial('/dev/ttyUSB0').read(10) #! blocking-call info
    return query
`));

  it('gRPC: calls of stubs, and a context that ends them', () => checkDocumented(`
import asyncio
import grpc
from grpc import aio

class GreeterStub:
    def __init__(self, channel: grpc.aio.Channel):
        self.SayHello = channel.unary_unary('/helloworld.Greeter/SayHello')

class Blocking:
    def __init__(self, channel: grpc.Channel):
        self.SayHello = channel.unary_unary('/helloworld.Greeter/SayHello')

class Greeter:
    async def SayHello(self, request, context: grpc.aio.ServicerContext):
        if not request.name:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, 'no name') #! floating-promise error
        context.set_details('x')
        await context.abort(grpc.StatusCode.INVALID_ARGUMENT, 'no name')

    def Sync(self, request, context: grpc.ServicerContext):
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, 'no name')

async def ask(old: Blocking):
    async with aio.insecure_channel('localhost:50051') as channel:
        stub = GreeterStub(channel)
        stub.SayHello('x', timeout=1) #! floating-promise error
        await stub.SayHello('x')
        old.SayHello('x', timeout=5) #! blocking-call warning
        call = stub.SayHello('x', timeout=1)
        return await call

async def serve() -> None:
    server = grpc.aio.server()
    server.add_insecure_port('[::]:50051')
    await server.start()
    server.stop(5) #! floating-promise error
    await server.wait_for_termination()

asyncio.run(serve())
`));

  it('Home Assistant: not all that begins with async_ is a coroutine', () => checkDocumented(`
import time
from homeassistant.core import HomeAssistant
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.storage import Store
from homeassistant.helpers.update_coordinator import CoordinatorEntity, DataUpdateCoordinator

class Coordinator(DataUpdateCoordinator):
    async def _async_update_data(self):
        time.sleep(1) #! blocking-call warning
        return 1

class Sensor(CoordinatorEntity):
    def update(self):
        time.sleep(1)

    async def async_turn_on(self):
        self.async_write_ha_state()
        self.coordinator.async_request_refresh()
        self.async_update_ha_state() #! floating-promise error

async def async_setup_entry(hass: HomeAssistant, entry, coordinator: Coordinator):
    store = Store(hass, 1, 'key')
    store.async_save({}) #! floating-promise error
    store.async_delay_save(lambda: {}, 10)
    data = await store.async_load()
    coordinator.async_config_entry_first_refresh() #! floating-promise error
    coordinator.async_set_updated_data(data)
    hass.bus.async_fire('event')
    hass.services.async_call('light', 'turn_on') #! floating-promise error
    hass.config_entries.async_update_entry(entry, data={})
    hass.config_entries.async_forward_entry_setups(entry, ['light']) #! floating-promise error
    async_track_time_interval(hass, tick, 10)
    return True

def tick(now):
    time.sleep(1)
`));
});
