import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** NestJS: its applications, the methods that it calls for requests, messages and times, and its tests. */

const sync: SymbolFact = {};
const promise: SymbolFact = { awaitable: 'promise', io: true };
/** As a method's decorator: Nest calls the method for each request, and awaits it. */
const route: SymbolFact = { decorates: 'register', context: 'request' };
/** It is called at a time or for a message, on the loop. */
const event: SymbolFact = { decorates: 'register', context: 'event' };
const context = '@nestjs/common:INestApplicationContext';

const library = (name: string, versions: string, source: string, facts: Library['modules'][string]): Library => (
  { language: 'typescript', package: name, versions, source, modules: { [name]: facts } }
);

export const nest: readonly Library[] = [
  library(
    '@nestjs/common', '>=8',
    'https://docs.nestjs.com/controllers#asynchronicity and /first-steps; decorators/http and interfaces/nest-application*.d.ts of @nestjs/common 12.5.1', {
      ...each('Get Post Put Patch Delete Options Head All Search Sse', route),
      // They only leave notes for Nest, which keeps the function.
      ...each('UseGuards UseInterceptors UsePipes UseFilters HttpCode Header Redirect Render SetMetadata Version', { decorates: 'transparent' }),
      ...each('Injectable Controller Module Inject Optional Global Catch Body Param Query Req Res Headers', sync),
      INestApplicationContext: { class: true },
      ...members('INestApplicationContext', 'init close', promise),
      'INestApplicationContext.resolve': promise,
      'INestApplicationContext.get': { opaque: true },
      ...members('INestApplicationContext', 'useLogger flushLogs enableShutdownHooks', sync),
      'INestApplicationContext.select': { returns: context },
      INestApplication: { class: true, bases: [context] },
      'INestApplication.listen': { ...promise, serves: true },
      ...members('INestApplication', 'getUrl startAllMicroservices', promise),
      ...members('INestApplication', `enableCors setGlobalPrefix useGlobalPipes useGlobalFilters useGlobalInterceptors useGlobalGuards use
        useWebSocketAdapter getHttpServer getHttpAdapter enableVersioning getMicroservices`, sync),
      'INestApplication.connectMicroservice': { returns: '@nestjs/common:INestMicroservice' },
      INestMicroservice: { class: true, bases: [context] },
      'INestMicroservice.listen': { ...promise, serves: true },
      Logger: { class: true },
      ...members('Logger', 'log error warn debug verbose fatal', sync),
    },
  ),
  library('@nestjs/core', '>=8', 'https://docs.nestjs.com/first-steps and /standalone-applications; nest-factory.d.ts of @nestjs/core 12.5.1', {
    NestFactoryStatic: { class: true },
    NestFactory: { is: '@nestjs/core:NestFactoryStatic' },
    'NestFactoryStatic.create': { ...promise, returns: '@nestjs/common:INestApplication' },
    'NestFactoryStatic.createMicroservice': { ...promise, returns: '@nestjs/common:INestMicroservice' },
    'NestFactoryStatic.createApplicationContext': { ...promise, returns: context },
  }),
  library('@nestjs/schedule', '>=1', 'https://docs.nestjs.com/techniques/task-scheduling; dist/decorators/*.d.ts of @nestjs/schedule 12.0.2', {
    ...each('Cron Interval Timeout', event),
  }),
  library('@nestjs/microservices', '>=8', 'https://docs.nestjs.com/microservices/basics; decorators/*.d.ts and client/client-proxy.d.ts of @nestjs/microservices 12.1.1', {
    ...each('MessagePattern GrpcMethod', route),
    EventPattern: event,
    ClientProxy: { class: true },
    'ClientProxy.connect': promise,
    // Observables, which nothing awaits.
    ...members('ClientProxy', 'send emit', sync),
  }),
  library('@nestjs/testing', '>=8', 'https://docs.nestjs.com/fundamentals/testing; testing-module{,.builder}.d.ts of @nestjs/testing 12.1.1', {
    Test: { class: true },
    'Test.createTestingModule': { returns: '@nestjs/testing:TestingModuleBuilder' },
    TestingModuleBuilder: { class: true },
    'TestingModuleBuilder.compile': { ...promise, returns: '@nestjs/testing:TestingModule' },
    ...members('TestingModuleBuilder', 'setLogger useMocker', { returns: 'this' }),
    ...members('TestingModuleBuilder', 'overridePipe overrideFilter overrideGuard overrideInterceptor overrideProvider', {
      returns: '@nestjs/testing:OverrideBy',
    }),
    OverrideBy: { class: true },
    ...members('OverrideBy', 'useValue useFactory useClass', { returns: '@nestjs/testing:TestingModuleBuilder' }),
    TestingModule: { class: true, bases: [context] },
    'TestingModule.createNestApplication': { returns: '@nestjs/common:INestApplication' },
    'TestingModule.createNestMicroservice': { returns: '@nestjs/common:INestMicroservice' },
  }),
];
