import type { Library } from './knowledge.js';
import { anthropic as anthropicNode, openai as openaiNode } from './npm/ai.js';
import { electron } from './npm/electron.js';
import { amqplib, bull, bullmq, kafkajs } from './npm/queues.js';
import { vscode } from './npm/vscode.js';
import { axios } from './npm/axios.js';
import { bluebird } from './npm/bluebird.js';
import { pAll, pEachSeries, pLimit, pMap, pQueue, pRetry, pSeries, pSettle, pThrottle, pTimeout } from './npm/concurrency.js';
import { pg, prisma } from './npm/databases.js';
import { drizzle } from './npm/drizzle.js';
import { hono, koa, koaRouter } from './npm/frameworks.js';
import { apolloClient, hookForm, react, swr } from './npm/hooks.js';
import { got, ky, nodeFetch, undici } from './npm/http.js';
import { knex } from './npm/knex.js';
import { natsNode, socketIo, socketIoClient } from './npm/messages.js';
import { mongodb, mongoose } from './npm/mongo.js';
import { playwrightCore, playwrightNode } from './npm/browsers.js';
import { discordJs } from './npm/discord.js';
import { mysql2 } from './npm/mysql.js';
import { nest } from './npm/nest.js';
import { playwrightTest } from './npm/playwright-test.js';
import { awsClients, execa, glob, nodemailer, rimraf } from './npm/programs.js';
import { puppeteer, puppeteerCore } from './npm/puppeteer.js';
import { ioredis, nodeRedis } from './npm/redis.js';
import { sequelize, sequelizeTypescript } from './npm/sequelize.js';
import { next, reactRouter, vueRouter } from './npm/interface.js';
import { express4, express5, fastify } from './npm/servers.js';
import { jest, mocha, vitest } from './npm/tests.js';
import { tanstack } from './npm/tanstack.js';
import { typeorm } from './npm/typeorm.js';
import { computing } from './node/computing.js';
import { fs, fsExtra } from './node/fs.js';
import { nodeNetwork } from './node/network.js';
import { processes as nodeProcesses } from './node/processes.js';
import { test20 } from './node/test.js';
import { aiofiles } from './pypi/aiofiles.js';
import { aiohttp } from './pypi/aiohttp.js';
import { aiohttpWeb } from './pypi/aiohttp-web.js';
import { anthropic } from './pypi/anthropic.js';
import { anyio } from './pypi/anyio.js';
import { aioboto3, aiobotocore, boto3, botocore } from './pypi/boto.js';
import { celery } from './pypi/celery.js';
import { aiocache, asyncLru, backoff, tenacity } from './pypi/decorators.js';
import { discord } from './pypi/discord.js';
import { discordCommands } from './pypi/discord-commands.js';
import { django } from './pypi/django.js';
import { fastapi, starlette } from './pypi/fastapi.js';
import { grpc } from './pypi/grpc.js';
import { homeAssistant } from './pypi/home-assistant.js';
import { httpx } from './pypi/httpx.js';
import { psutil, pyserial } from './pypi/machine.js';
import { aioPika, aiokafka, nats, pika } from './pypi/messaging.js';
import { motor, pymongo, pymongoAsync } from './pypi/mongodb.js';
import { arq, dramatiq, rq } from './pypi/jobs.js';
import { langchain } from './pypi/langchain.js';
import { litellm } from './pypi/litellm.js';
import { aiomysql, databases, pymysql } from './pypi/mysql.js';
import { openai } from './pypi/openai.js';
import { peewee, tortoise } from './pypi/orms.js';
import { playwright } from './pypi/playwright.js';
import { aiosqlite, asyncpg, psycopg, psycopg2 } from './pypi/postgres.js';
import { asgiref, bcrypt, click, cyclopts, flask, pytest, typer } from './pypi/programs.js';
import { quart, sanic } from './pypi/quart.js';
import { redis, redis5 } from './pypi/redis.js';
import { requests } from './pypi/requests.js';
import { aiomqtt, asyncssh, docker, elasticsearch, googleGenai, paramiko, sqlmodel } from './pypi/services.js';
import { sqlalchemy } from './pypi/sqlalchemy.js';
import { sqlalchemy2Async, sqlalchemyAsync } from './pypi/sqlalchemy-async.js';
import { aiogram, telegram } from './pypi/telegram.js';
import { trio } from './pypi/trio.js';
import { urllib3 } from './pypi/urllib3.js';
import { websockets } from './pypi/websockets.js';
import { asyncio, asyncio311 } from './python/asyncio.js';
import { asyncioLoop } from './python/asyncio-loop.js';
import { files, files311 } from './python/files.js';
import { language } from './python/language.js';
import { network } from './python/network.js';
import { processes } from './python/processes.js';
import { sqlite3 } from './python/sqlite3.js';
import { threads } from './python/threads.js';
import { time } from './python/time.js';
import { globals } from './web/globals.js';
import { pages } from './web/pages.js';

/**
 * All libraries that asynclint knows. `python/` and `node/` hold what comes with the platforms, `web/` the globals of
 * JavaScript, `pypi/` and `npm/` installed packages. The facts of one symbol may be divided over several libraries
 * (`os` stands with the files and with the processes), but no symbol is said twice for one version; where two packages
 * offer the same global (`describe`), they agree.
 */
export const libraries: readonly Library[] = [
  asyncio, asyncio311, asyncioLoop, files, files311, language, network, processes, sqlite3, threads, time,
  requests, httpx, aiohttp, aiohttpWeb,
  sqlalchemy, sqlalchemyAsync, sqlalchemy2Async, asyncpg, psycopg, psycopg2, aiosqlite, redis, redis5,
  starlette, fastapi, celery, anyio, click, cyclopts, typer, flask, pytest, asgiref, bcrypt,
  openai, anthropic, litellm, grpc, discord, discordCommands, telegram, aiogram,
  botocore, boto3, aiobotocore, aioboto3, pymongo, pymongoAsync, motor, django,
  trio, langchain, playwright, aiokafka, aioPika, pika, nats, pymysql, aiomysql, databases,
  urllib3, websockets, aiofiles, tenacity, backoff, asyncLru, homeAssistant, arq, dramatiq, rq,
  googleGenai, elasticsearch, asyncssh, paramiko, docker, aiomqtt, sqlmodel,
  peewee, tortoise, aiocache, psutil, pyserial, quart, sanic,
  globals, pages,
  fs, nodeProcesses, nodeNetwork, computing, test20,
  axios, bluebird, undici, got, ky, nodeFetch, fsExtra, pg, prisma, typeorm, sequelize, sequelizeTypescript, mongodb, mongoose, knex,
  ioredis, nodeRedis, mysql2, playwrightCore, playwrightNode, puppeteerCore, puppeteer, discordJs,
  vscode, electron, bullmq, bull, amqplib, kafkajs, openaiNode, anthropicNode,
  playwrightTest, rimraf, glob, execa, nodemailer, ...awsClients,
  express4, express5, fastify, koa, koaRouter, hono, ...nest, ...tanstack, react, swr, ...apolloClient, hookForm, drizzle, ...natsNode, socketIo, socketIoClient,
  next, reactRouter, vueRouter, pLimit, pMap, pQueue, pRetry, pTimeout, pAll, pSeries, pEachSeries, pSettle, pThrottle, vitest, jest, mocha,
];
