import { checkClaims } from './claims.js';

const service = `
class Service:
    async def load(self): ...
    def now(self) -> int: ...
class Other:
    def load(self) -> int: ...
`;

describe('what a program keeps in its application', () => {
  it('is what its files put there', () => checkClaims({
    'pyproject.toml': '',
    'service.py': service,
    'app.py': `
from contextlib import asynccontextmanager
from fastapi import FastAPI
from service import Service
@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.service = Service()
    app.state.pair = Service()
    yield
app = FastAPI(lifespan=lifespan)
app.state.direct = Service()
`,
    'more.py': `
from service import Other
def setup(app, thing: Other):
    app.state.pair = Other()
    app.state.open = lost()
    thing.direct = Other()
`,
    'tests/test_app.py': `
from app import app
def test_app():
    app.state.service = lost()
`,
    'routes.py': `
from fastapi import Request, WebSocket
async def show(request: Request, socket: WebSocket):
    request.app.state.service #? instance Service
    request.app.state.service.load() #? async of (unknown)
    request.app.state.direct #? instance Service
    socket.app.state.service.now() #? plain
    request.app.state.pair #? instance Other or instance Service
    request.app.state.open #? unknown
    request.app.state.lost #? unknown
`,
  }));

  it('is that of the program alone in which it is read', () => checkClaims({
    'one/pyproject.toml': '',
    'one/service.py': service,
    'one/app.py': 'from starlette.applications import Starlette\nfrom service import Service\napp = Starlette()\napp.state.db = Service()\n',
    'one/use.py': `
from starlette.requests import Request
def show(request: Request):
    request.app.state.db #? instance Service
`,
    'two/pyproject.toml': '',
    'two/use.py': `
from starlette.requests import Request
def show(request: Request):
    request.app.state.db #? unknown
`,
  }));

  it('stands in a context of Sanic', () => checkClaims({
    'service.py': service,
    'app.py': `
from sanic import Request, Sanic
from service import Service
app = Sanic("app")
@app.before_server_start
async def start(app: Sanic):
    app.ctx.service = Service()
async def show(request: Request):
    request.app.ctx.service.load() #? async of (unknown)
    request.ctx.service #? instance Service
`,
  }));

  it('stands under a key in one of aiohttp', () => checkClaims({
    'service.py': service,
    'app.py': `
from aiohttp import web
from service import Service
async def start(app):
    app["service"] = Service()
def make():
    app = web.Application()
    app.on_startup.append(start)
    return app
async def here(request: web.Request):
    request.app["service"] #? instance Service
`,
    'routes.py': `
from aiohttp import web
async def show(request: web.Request):
    request.app["service"] #? instance Service
    request.app["lost"] #? unknown
    request.app.router.add_get("/", show) #? unknown
`,
  }));
});
