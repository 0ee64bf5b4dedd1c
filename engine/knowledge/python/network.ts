import { constants, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Blocking sockets and the protocols on top of them, and what waits for a person at a terminal. */

const wire: SymbolFact = { blocks: 'network', io: true };
const untimed: SymbolFact = { ...wire, timeout: { default: 'none', kind: 'network' } };
const timedBy = (position: number, name = 'timeout'): SymbolFact => (
  { ...wire, timeout: { default: 'none', by: [{ name, position }], kind: 'network' } }
);
const onClient = (position: number): SymbolFact => (
  { ...wire, timeout: { default: 'none', onClient: [{ name: 'timeout', position }], kind: 'network' } }
);
const file: SymbolFact = { blocks: 'file', io: true };

const socket: Record<string, SymbolFact | string> = {
  socket: { class: true },
  // A timeout of a socket is set by `settimeout`, which no argument of these tells; so nothing is said of it.
  ...members('socket', 'connect accept recv recv_into recvfrom recvmsg sendall', wire),
  ...members('socket', 'close bind listen shutdown setblocking settimeout setsockopt getsockname getpeername fileno', {}),
  // The system gives up by itself: after 127 s on Linux (tcp_syn_retries).
  create_connection: { ...wire, timeout: { default: 127, by: [{ name: 'timeout', position: 1 }], kind: 'network' }, returns: 'socket:socket' },
  // An address of numbers is only read.
  getaddrinfo: { ...wire, does: 'read', blocksUnless: [{ name: 'flags', position: 5, flag: 'socket:AI_NUMERICHOST' }] },
  ...constants('socket', 'AI_ADDRCONFIG AI_ALL AI_CANONNAME AI_NUMERICHOST AI_NUMERICSERV AI_PASSIVE AI_V4MAPPED NI_NUMERICHOST NI_NUMERICSERV'),
  ...each('gethostbyname gethostbyname_ex gethostbyaddr getfqdn', { ...wire, does: 'read' }),
  getnameinfo: { ...wire, does: 'read', blocksUnless: [{ name: 'flags', position: 1, flag: 'socket:NI_NUMERICHOST' }] },
  gethostname: {},
};

const smtp: Record<string, SymbolFact | string> = {
  // It connects at once where a host is given.
  SMTP: { class: true, ...timedBy(3), blocksIf: [{ name: 'host', position: 0 }] },
  ...members('SMTP', 'connect helo ehlo login starttls sendmail send_message docmd quit', onClient(3)),
  SMTP_SSL: { class: true, bases: ['smtplib:SMTP'], ...wire, blocksIf: [{ name: 'host', position: 0 }], timeout: { default: 'none', by: [{ name: 'timeout' }], kind: 'network' } },
};

const ftp: Record<string, SymbolFact | string> = {
  FTP: { class: true, ...timedBy(4), blocksIf: [{ name: 'host', position: 0 }] },
  // The limit of all that is sent is set where the connection is made, so that is where one is missed.
  'FTP.connect': { ...wire, timeout: { default: 'none', by: [{ name: 'timeout', position: 2 }], onClient: [{ name: 'timeout', position: 4 }], kind: 'network' } },
  ...members('FTP', 'login retrbinary retrlines storbinary storlines nlst mlsd dir delete rename mkd rmd cwd size quit', wire),
  FTP_TLS: { class: true, bases: ['ftplib:FTP'], ...wire, blocksIf: [{ name: 'host', position: 0 }], timeout: { default: 'none', by: [{ name: 'timeout' }], kind: 'network' } },
};

export const network: Library = {
  language: 'python',
  package: 'python',
  versions: '*',
  source: 'https://docs.python.org/3.11/library/ipc.html and internet.html; Lib/{socket,ssl,smtplib,ftplib,http/client,urllib/request}.py of CPython 3.11.7',
  modules: {
    socket,
    ssl: {
      create_default_context: { ...file, returns: 'ssl:SSLContext' },
      get_server_certificate: { ...wire, timeout: { default: 'none', by: [{ name: 'timeout' }], kind: 'network' } },
      SSLContext: { class: true },
      ...members('SSLContext', 'load_cert_chain load_verify_locations load_default_certs set_default_verify_paths', file),
    },
    select: { select: { ...wire, blocksUnless: [{ position: 3, is: '0' }] } },
    'urllib.request': {
      urlopen: { ...timedBy(2), returns: 'http.client:HTTPResponse' },
      urlretrieve: untimed,
      build_opener: { returns: 'urllib.request:OpenerDirector' },
      OpenerDirector: { class: true },
      'OpenerDirector.open': { ...timedBy(2), returns: 'http.client:HTTPResponse' },
      Request: { class: true },
    },
    'http.client': {
      // The limit of all that is sent over a connection is set where it is made, so that is where one is missed.
      HTTPConnection: { class: true, timeout: { default: 'none', by: [{ name: 'timeout', position: 2 }], kind: 'network' } },
      ...members('HTTPConnection', 'connect request', wire),
      'HTTPConnection.getresponse': { ...wire, returns: 'http.client:HTTPResponse' },
      HTTPSConnection: { class: true, bases: ['http.client:HTTPConnection'], timeout: { default: 'none', by: [{ name: 'timeout' }], kind: 'network' } },
      HTTPResponse: { class: true },
      ...members('HTTPResponse', 'read readinto', { ...wire, does: 'read' }),
      ...members('HTTPResponse', 'getheader getheaders', {}),
    },
    smtplib: smtp,
    ftplib: ftp,
    builtins: { input: { blocks: 'input' } },
    getpass: { getpass: { blocks: 'input' } },
    sys: {
      stdin: { property: true },
      ...members('stdin', 'read readline readlines', { blocks: 'input', io: true }),
      exit: {},
    },
  },
};
