import { checkClaims } from './claims.js';

describe('what pytest gives to a test', () => {
  const things = `
class Service:
    async def load(self): ...
    def now(self) -> int: ...
class Other:
    def load(self) -> int: ...
`;

  it('is the value of the fixture of the module, or of the nearest conftest.py', () => checkClaims({
    'things.py': things,
    'conftest.py': `
import pytest
from things import Other, Service
@pytest.fixture
def service() -> Other: ...
@pytest.fixture
def far() -> Service: ...
`,
    'tests/fixtures.py': `
from typing import AsyncGenerator
import pytest_asyncio
from things import Service
@pytest_asyncio.fixture(scope="session")
async def imported() -> AsyncGenerator[Service, None]:
    yield make()
`,
    'tests/conftest.py': `
import pytest
from things import Service
from .fixtures import *
@pytest.fixture
def service():
    return Service()
@pytest.fixture
async def waited() -> Service: ...
@pytest.fixture
def yielding():
    yield Service()
def no_fixture():
    return Service()
@pytest.fixture(name="short")
def short_fixture() -> Service: ...
@pytest.fixture
def factory():
    async def make() -> Service: ...
    return make
`,
    'tests/test_app.py': `
import pytest
from things import Other, Service
@pytest.fixture
def own() -> Service: ...
@pytest.fixture
def yielding() -> Other: ...
async def test_all(service, far, imported, waited, own, yielding, no_fixture, short_fixture, lost, factory, given=1):
    service.load() #? async of (unknown)
    far #? instance Service
    imported #? instance Service
    waited #? instance Service
    own #? instance Service
    yielding #? instance Other
    no_fixture #? unknown
    short_fixture #? unknown
    lost #? unknown
    factory() #? async of (instance Service)
    given #? unknown
    def nested(service):
        service #? unknown
class TestOne:
    @pytest.fixture
    def service(self) -> Other: ...
    @pytest.mark.asyncio
    async def test_own(self, service, far):
        service #? instance Other
        far #? instance Service
class Helper:
    def test_not(self, far):
        far #? unknown
def helper(far):
    far #? unknown
@pytest.fixture
def asks(far):
    far #? unknown
`,
    'tests/app_helpers.py': `
def test_like(far):
    far #? unknown
`,
  }));

  it('is not known where something else may be given or put in its place', () => checkClaims({
    'things.py': things,
    'conftest.py': `
import os
import pytest
from unittest.mock import AsyncMock, MagicMock
from things import Other, Service
from somewhere import wrapped
@pytest.fixture
def service() -> Service: ...
@pytest.fixture
def plain(): return Service()
@pytest.fixture
def replaced():
    service = Service()
    service.load = MagicMock()
    return service
@pytest.fixture
def set_up():
    service = Service()
    service.is_ready = True
    service.name = "x"
    os.environ["NAME"] = "x"
    return service
@pytest.fixture
def filled():
    service = Service()
    service.handlers["load"] = None
    return service
@pytest.fixture
def patched(monkeypatch) -> Service:
    monkeypatch.setattr(Service, "load", MagicMock())
    return Service()
@pytest.fixture
def mocked() -> Service:
    return MagicMock(spec=Service)
@pytest.fixture(params=[Service, Other])
def either(request):
    return request.param()
@wrapped
@pytest.fixture
def decorated() -> Service: ...
`,
    'test_a.py': `
import pytest
from unittest.mock import patch
from somewhere import given, fake
def test_doubtful(replaced, set_up, filled, patched, mocked, either, decorated):
    set_up #? instance Service
    filled #? instance Service or unknown
    replaced #? instance Service or unknown
    patched #? instance Service or unknown
    mocked #? instance Service or unknown
    either #? unknown
    decorated #? unknown
@pytest.mark.parametrize("service", [1, 2])
def test_direct(service, plain):
    service #? unknown
    plain #? instance Service
@pytest.mark.parametrize("one, service", [(1, 2)])
def test_text(service):
    service #? unknown
@pytest.mark.parametrize(("one", "service"), [(1, 2)])
def test_tuple(service, plain):
    service #? unknown
    plain #? instance Service
@pytest.mark.parametrize(fake, [(1, 2)])
def test_unseen(service):
    service #? unknown
@given(1)
def test_given(service):
    service #? unknown
@patch("things.Service")
def test_patch(service):
    service #? unknown
@pytest.mark.parametrize("service", [1])
class TestMarked:
    def test_in_class(self, service, plain):
        service #? unknown
        plain #? instance Service
def test_replaces(plain):
    plain.load = fake
    plain.load() #? async of (unknown) or unknown
`,
    'test_patched.py': `
from unittest.mock import AsyncMock, patch
from things import Service
def test_sets(plain, monkeypatch):
    monkeypatch.setattr(plain, "load", AsyncMock())
    plain.load() #? async of (unknown) or unknown
    with patch("things.Service.now"):
        plain.now() #? plain or unknown
    with patch("somewhere.now"):
        Service() #? instance Service
def test_next(plain):
    plain.now() #? plain
`,
    'test_object.py': `
from unittest.mock import patch
from things import Service
@patch.object(Service, "load")
def test_decorated(mock): ...
def test_other(plain):
    plain.load() #? async of (unknown) or unknown
    plain.now() #? plain
@patch("things.Other.now")
@patch("things.other")
def test_unrelated(mock): ...
`,
    'test_b.py': `
import pytest
pytestmark = [pytest.mark.parametrize("service", [1])]
def test_marked(service, plain):
    service #? unknown
    plain #? instance Service
`,
    'test_c.py': `
def pytest_generate_tests(metafunc): ...
def test_hook(plain):
    plain #? unknown
`,
    'test_d.py': `
import pytest
@pytest.fixture(name="plain")
def other_name(): return 1
def test_renamed(plain, other_name):
    plain #? unknown
    other_name #? unknown
`,
    'test_e.py': `
from outside import *
def test_open(plain):
    plain #? unknown
`,
  }));
});
