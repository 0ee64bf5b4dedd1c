import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * redis-py: the same commands, blocking in `redis`, awaited in `redis.asyncio`. Nothing is said of timeouts: they are set
 * on the client or in its URL, and their default changed.
 */

const reads = `get mget getrange strlen exists ttl pttl type keys scan dbsize ping hget hmget hgetall hkeys hvals hlen hexists hscan
  lrange llen lindex lpos smembers sismember smismember scard sdiff sinter sunion srandmember sscan zrange zrangebyscore zrevrange
  zrevrangebyscore zscore zmscore zcard zcount zrank zrevrank zscan xlen xrange xrevrange xpending xinfo_stream xinfo_groups bitcount
  getbit pfcount geopos geodist geosearch time info randomkey dump config_get memory_usage`;
const changes = `set setex psetex setnx setrange mset msetnx getset getdel getex append incr incrby incrbyfloat decr decrby delete unlink
  expire expireat pexpire pexpireat persist rename renamenx touch hset hsetnx hmset hdel hincrby hincrbyfloat lpush rpush lpushx
  rpushx lpop rpop lset lrem ltrim linsert lmove rpoplpush sadd srem spop smove sdiffstore sinterstore sunionstore zadd zrem zincrby
  zpopmax zpopmin zremrangebyscore zremrangebyrank zrangestore zunionstore zinterstore xadd xdel xack xtrim xclaim xautoclaim
  xgroup_create xgroup_destroy setbit pfadd pfmerge geoadd publish eval evalsha flushdb flushall restore copy move save bgsave
  script_load config_set`;
const waits = 'blpop brpop brpoplpush blmove bzpopmin bzpopmax xread xreadgroup';
const sync: SymbolFact = {};

const blocking: SymbolFact = { blocks: 'network', io: true };
const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };

export const redis: Library = {
  language: 'python',
  package: 'redis',
  versions: '>=4.2',
  source: 'https://redis.readthedocs.io/en/stable/commands.html, /connections.html and /examples/asyncio_examples.html; redis 8.1.0',
  modules: {
    redis: {
      Redis: { class: true, client: true },
      StrictRedis: 'redis:Redis',
      asyncio: { is: 'redis.asyncio' },
      ...each('from_url Redis.from_url', { returns: 'redis:Redis' }),
      ...members('Redis', reads, { ...blocking, does: 'read' }),
      ...members('Redis', changes, { ...blocking, does: 'change' }),
      ...members('Redis', waits, { ...blocking, paces: 'queue' }),
      'Redis.pipeline': { returns: 'redis.client:Pipeline' },
      'Redis.pubsub': { returns: 'redis.client:PubSub' },
      'Redis.lock': { returns: 'redis.lock:Lock' },
      ...members('Redis', 'close register_script', sync),
    },
    'redis.client': {
      ...aliases('redis', 'Redis StrictRedis'),
      Pipeline: { class: true, connection: true },
      ...members('Pipeline', 'execute watch', blocking),
      PubSub: { class: true, connection: true },
      ...members('PubSub', 'subscribe psubscribe unsubscribe punsubscribe get_message', blocking),
    },
    'redis.lock': {
      Lock: { class: true },
      'Lock.acquire': { ...blocking, paces: 'lock' },
      ...members('Lock', 'release extend owned locked', blocking),
    },
    'redis.asyncio': {
      Redis: { class: true, client: true },
      StrictRedis: 'redis.asyncio:Redis',
      ...each('from_url Redis.from_url', { returns: 'redis.asyncio:Redis' }),
      ...members('Redis', reads, { ...coroutine, does: 'read' }),
      ...members('Redis', changes, { ...coroutine, does: 'change' }),
      ...members('Redis', waits, { ...coroutine, paces: 'queue' }),
      ...members('Redis', 'close', coroutine),
      'Redis.pipeline': { returns: 'redis.asyncio.client:Pipeline' },
      'Redis.pubsub': { returns: 'redis.asyncio.client:PubSub' },
      'Redis.lock': { returns: 'redis.asyncio.lock:Lock' },
      ...members('Redis', 'register_script scan_iter hscan_iter sscan_iter zscan_iter', sync),
    },
    'redis.asyncio.client': {
      ...aliases('redis.asyncio', 'Redis StrictRedis'),
      // A pipeline's commands are put off until `execute`, so only what is sent at once is awaited for sure.
      Pipeline: { class: true, connection: true },
      ...members('Pipeline', 'execute watch reset', coroutine),
      PubSub: { class: true, connection: true },
      ...members('PubSub', 'subscribe unsubscribe psubscribe get_message', coroutine),
      'PubSub.listen': { io: true },
    },
    'redis.asyncio.lock': {
      Lock: { class: true, paces: 'lock' },
      'Lock.acquire': { ...coroutine, paces: 'lock' },
      ...members('Lock', 'locked owned', coroutine),
      // `release` and `extend` check the lock at once and return an awaitable.
      ...members('Lock', 'release extend reacquire', coroutine),
    },
  },
};

export const redis5: Library = {
  language: 'python',
  package: 'redis',
  versions: '>=5.0',
  source: 'https://redis.readthedocs.io/en/stable/examples/asyncio_examples.html; redis 8.1.0',
  modules: { 'redis.asyncio': { 'Redis.aclose': coroutine }, 'redis.asyncio.client': { 'PubSub.aclose': coroutine } },
};
