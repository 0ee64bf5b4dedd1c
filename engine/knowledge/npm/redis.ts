import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Redis: ioredis and node-redis. Commands of one client may be sent together: both put what is sent at once into one message. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...promise, does: 'read' };
const change: SymbolFact = { ...promise, does: 'change' };
/** ioredis's commands take a callback as well. */
const orCallback = (fact: SymbolFact): SymbolFact => ({ ...fact, awaitableUnless: [{ position: -1, form: 'function' }] });
const blocking: SymbolFact = { ...promise, paces: 'queue' };

const ioReads = `get mget getrange strlen exists ttl pttl type keys scan hget hgetall hmget hkeys hvals hlen hexists hscan smembers sismember
  smismember scard srandmember sscan sdiff sinter sunion lrange llen lindex lpos zrange zrevrange zrangebyscore zrevrangebyscore zrangebylex zscore zmscore zcard
  zcount zrank zrevrank zscan xrange xrevrange xlen xinfo xpending bitcount getbit dbsize info ping echo memory object pfcount geopos geodist`;
const ioChanges = `set setex psetex setnx mset msetnx append del unlink expire pexpire expireat pexpireat persist rename renamenx incr incrby
  incrbyfloat decr decrby getset getdel getex hset hsetnx hmset hdel hincrby hincrbyfloat sadd srem spop smove sdiffstore sinterstore sunionstore
  lpush rpush lpushx rpushx lpop rpop lset lrem ltrim linsert rpoplpush lmove zadd zrem zincrby zpopmin zpopmax zremrangebyscore
  zremrangebyrank xadd xack xdel xtrim xgroup xclaim setbit setrange flushdb flushall pfadd geoadd copy move`;

export const ioredis: Library = {
  language: 'typescript',
  package: 'ioredis',
  versions: '>=4',
  source: 'https://github.com/redis/ioredis#readme (auto pipelining, callbacks); built/utils/RedisCommander.d.ts and Redis.d.ts of ioredis 6.0.0',
  modules: {
    ioredis: {
      default: 'ioredis:Redis',
      Commander: { class: true },
      ...members('Commander', ioReads, orCallback(read)),
      ...members('Commander', ioChanges, orCallback(change)),
      ...members('Commander', 'eval evalsha fcall publish subscribe psubscribe unsubscribe punsubscribe exec discard watch unwatch auth select config script call', orCallback(promise)),
      ...members('Commander', 'blpop brpop brpoplpush blmove bzpopmin bzpopmax xread xreadgroup', orCallback(blocking)),
      Redis: { class: true, client: true, bases: ['ioredis:Commander', 'node:events:EventEmitter'] },
      // Unless `lazyConnect` is set it connects by itself, and a failure is an event.
      'Redis.connect': orCallback({ ...promise, mayBeDropped: true }),
      // It ends in any case.
      'Redis.quit': orCallback({ ...promise, mayBeDropped: true }),
      ...members('Redis', 'disconnect end defineCommand', {}),
      'Redis.duplicate': { returns: 'this' },
      ...members('Redis', 'pipeline', { returns: 'ioredis:Pipeline' }),
      ...members('Redis', 'scanStream hscanStream sscanStream zscanStream', {}),
      Cluster: { class: true, client: true, bases: ['ioredis:Commander', 'node:events:EventEmitter'] },
      Pipeline: { class: true },
      ...members('Pipeline', `${ioReads} ${ioChanges} publish eval evalsha`, { returns: 'this' }),
      'Pipeline.exec': orCallback(promise),
    },
  },
};

const reads = `get mGet getRange strLen exists ttl pTTL type keys scan hGet hGetAll hmGet hKeys hVals hLen hExists hScan sMembers sIsMember smIsMember
  sCard sRandMember sScan sDiff sInter sUnion lRange lLen lIndex lPos zRange zRangeWithScores zRangeByScore zRangeByLex zScore zmScore zCard zCount zRank
  zRevRank zScan xRange xRevRange xLen bitCount getBit dbSize info ping echo pfCount geoPos geoDist`;
const changes = `set setEx pSetEx setNX mSet mSetNX append del unlink expire pExpire expireAt pExpireAt persist rename renameNX incr incrBy
  incrByFloat decr decrBy getSet getDel getEx hSet hSetNX hDel hIncrBy hIncrByFloat sAdd sRem sPop sMove sDiffStore sInterStore sUnionStore lPush
  rPush lPushX rPushX lPop rPop lSet lRem lTrim lInsert rPopLPush lMove zAdd zRem zIncrBy zPopMin zPopMax zRemRangeByScore zRemRangeByRank xAdd
  xAck xDel xTrim xClaim xAutoClaim setBit setRange flushDb flushAll pfAdd geoAdd copy move`;

export const nodeRedis: Library = {
  language: 'typescript',
  package: 'redis',
  versions: '>=4',
  source: 'https://github.com/redis/node-redis/blob/master/README.md; @redis/client/dist/lib/client/index.d.ts of redis 6.3.1',
  modules: {
    redis: {
      createClient: { returns: 'redis:RedisClientType' },
      createClientPool: {},
      createCluster: { returns: 'redis:RedisClusterType' },
      RedisClientType: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      ...members('RedisClientType', reads, read),
      ...members('RedisClientType', changes, change),
      // A failure to connect is an event too, but a client that nobody waits for refuses commands.
      ...members('RedisClientType', 'connect publish subscribe pSubscribe unsubscribe pUnsubscribe eval evalSha fCall sendCommand auth select watch unwatch', promise),
      ...members('RedisClientType', 'quit disconnect close', { ...promise, mayBeDropped: true }),
      ...members('RedisClientType', 'blPop brPop blMove bzPopMin bzPopMax xRead xReadGroup', blocking),
      'RedisClientType.duplicate': { returns: 'this' },
      ...members('RedisClientType', 'multi scanIterator hScanIterator sScanIterator zScanIterator destroy ref unref', {}),
      RedisClusterType: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      ...members('RedisClusterType', reads.replace(/\b(keys|scan|info|ping|echo|dbSize)\b/g, ''), read),
      ...members('RedisClusterType', changes.replace(/\b(flushDb|flushAll|move)\b/g, ''), change),
      'RedisClusterType.connect': promise,
    },
  },
};
