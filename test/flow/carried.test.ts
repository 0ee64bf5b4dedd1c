import assert from 'node:assert/strict';
import { closeTypeScript, dotted, python, typescript, type Source } from './source.js';

/** What the only outermost loop of a function carries, as `how place: writes / reads`. */
function carried(source: Source): readonly string[] {
  const { flow } = source.index;
  const loop = [...flow].find(({ kind }) => kind === 'loop')!.index;
  return source.index.carried(loop).carried.map(({ how, place, made, writes, reads }) => (
    `${how} ${dotted(place)}${made ? ' made' : ''}: ${source.texts(writes)!.join(', ')} / ${source.texts(reads)!.join(', ')}`
  ));
}

const inPython = (body: string): readonly string[] => carried(python(`async def main(self, out):\n${body.replace(/^/gm, '    ')}\n`));
const inTypeScript = (body: string): readonly string[] => carried(typescript(`async function main(out, map) { ${body} }`));

describe('what a loop carries', () => {
  after(closeTypeScript);

  it('is nothing where iterations share nothing', () => {
    assert.deepEqual(inPython('for u in us:\n    r = await get(u)\n    log(r)'), []);
    assert.deepEqual(inTypeScript('for (const u of us) { const r = await get(u); await save(r); }'), []);
    assert.deepEqual(inPython('for u in us:\n    u.x = await get(u)'), []);
  });

  it('is what an iteration writes and a later one reads', () => {
    assert.deepEqual(inPython('p = None\nfor u in us:\n    p = await get(u, p)'), ['other p: p / p']);
    assert.deepEqual(inTypeScript('let p; for (const u of us) { if (p) use(p); p = await get(u); }'), ['other p: p / p, p']);
    assert.deepEqual(inPython('p = 0\nfor u in us:\n    p = 1\n    if u: p = 2\n    log(p)\n'), []);
  });

  it('is not what a break keeps from the next iteration', () => {
    assert.deepEqual(inPython('p = 0\nfor u in us:\n    log(p)\n    if u:\n        p = 1\n        break'), []);
  });

  it('is what is appended to', () => {
    assert.deepEqual(inPython('r = []\nfor u in us:\n    r.append(await get(u))\nreturn r'), ['append r made: r.append(await get(u)) / ']);
    assert.deepEqual(inTypeScript('const r = []; for (const u of us) { r.push(await get(u)); } return r;'), ['append r made: r.push(await get(u)) / ']);
    assert.deepEqual(inPython('for u in us:\n    out.append(await get(u))'), ['append out: out.append(await get(u)) / ']);
    assert.deepEqual(inPython('for u in us:\n    self.items.append(await get(u))'), ['append self.items: self.items.append(await get(u)) / ']);
  });

  it('is more than appending where the container is read, or the result of appending is', () => {
    assert.deepEqual(inPython('r = []\nfor u in us:\n    if u in r: continue\n    r.append(await get(u))'), ['other r made: r.append(await get(u)) / r']);
    assert.deepEqual(inTypeScript('const r = []; for (const u of us) { n = r.push(await get(u)); }').slice(1), ['other r made: r.push(await get(u)) / ']);
    assert.deepEqual(inPython('r = [1]\nfor u in us:\n    r.extend(await get(r.pop()))'), ['other r made: r.pop(), r.extend(await get(r.pop())) / ']);
    assert.deepEqual(inPython('for u in us:\n    log(out.pop())'), []);
  });

  it('is what is written under a key', () => {
    assert.deepEqual(inPython('d = {}\nfor u in us:\n    d[u.id] = await get(u)'), ['append d made: d[u.id] / ']);
    assert.deepEqual(inPython('d = {}\nfor k, v in us:\n    key = k + 1\n    d[key] = await get(v)'), ['append d made: d[key] / ']);
    assert.deepEqual(inPython('d = {}\nfor u in us:\n    d["k"] = await get(u)'), ['last d made: d["k"] / ']);
    assert.deepEqual(inPython('d = {}\nfor u in us:\n    d[u] = await get(d)'), ['other d made: d[u] / d']);
    assert.deepEqual(inTypeScript('for (let i = 0; i < n; i++) { out[i] = await get(i); }'), ['counter i: i / i, i, i, i', 'append out: out[i] / ']);
  });

  it('is what is summed up', () => {
    assert.deepEqual(inPython('n = 0\nfor u in us:\n    n += await get(u)\nreturn n'), ['commutative n: n / n']);
    assert.deepEqual(inPython('n = 0\nfor u in us:\n    n = n + await get(u)'), ['commutative n: n / n']);
    assert.deepEqual(inPython('for u in us:\n    self.n += await get(u)'), ['commutative self.n: self.n / ']);
    assert.deepEqual(inPython('d = {}\nfor u in us:\n    d[u.k] += await get(u)'), ['commutative d made: d[u.k] / ']);
    assert.deepEqual(inTypeScript('let n = 0; for (const u of us) { await get(u); n++; }'), ['commutative n: n / n']);
  });

  it('is more than a sum where the sum is used, taken from, or made of texts', () => {
    assert.deepEqual(inPython('n = 0\nfor u in us:\n    n += 1\n    await get(u, n)'), ['other n: n / n']);
    assert.deepEqual(inPython('n = 0\nfor u in us:\n    n = await get(u) - n'), ['other n: n / n']);
    assert.deepEqual(inPython('s = ""\nfor u in us:\n    s += f"{await get(u)}"'), ['other s: s / s']);
  });

  it('is what the last iteration leaves to what follows', () => {
    assert.deepEqual(inPython('r = None\nfor u in us:\n    r = await get(u)\nreturn r'), ['last r: r / ']);
    assert.deepEqual(inPython('for u in us:\n    self.r = await get(u)'), ['last self.r: self.r / ']);
    assert.deepEqual(inPython('for u in us:\n    self.r = await get(u)\n    log(self.r)'), ['other self.r: self.r / self.r']);
    assert.deepEqual(inPython('global g\nfor u in us:\n    g = await get(u)'), ['last g: g / ']);
  });

  it('is the condition of a loop that tests', () => {
    assert.deepEqual(inPython('n = 3\nwhile n:\n    n = await get()'), ['other n: n / n']);
    assert.deepEqual(inTypeScript('let page; do { page = await get(page?.next); } while (page);'), ['other page: page / page']);
  });

  it('is looked at for each of nested loops', () => {
    const source = python('async def main():\n    for a in as_:\n        p = None\n        for b in a:\n            p = await get(b, p)\n');
    const [outer, inner] = [source.region('loop', 'for a'), source.region('loop', 'for b')];
    assert.deepEqual(source.index.carried(outer).carried.map(({ how }) => how), []);
    assert.deepEqual(source.index.carried(inner).carried.map(({ how }) => how), ['other']);
  });
});

describe('the element of a loop', () => {
  const mentions = (source: Source): readonly string[] | null => {
    const loop = [...source.index.flow].find(({ kind }) => kind === 'loop')!.index;
    return source.texts(source.index.carried(loop).mentions);
  };

  it('is mentioned by what takes it, a part of it, or a variable bound to one', () => {
    assert.deepEqual(mentions(python('def main():\n    for k, v in xs:\n        f(1)\n        f(k)\n        w = v\n        g(w.x)\n')), ['k', 'f(k)', 'v', 'w.x']);
    assert.deepEqual(mentions(typescript('function main() { for (const { id } of xs) { f(id); } }')), ['id', 'f(id)']);
  });

  it('is not mentioned where the body does the same each time', () => {
    assert.deepEqual(mentions(python('def main():\n    for _ in range(3):\n        poll()\n')), []);
    assert.deepEqual(mentions(typescript('function main() { for (let i = 0; i < 3; i++) { poll(); } }')), []);
  });

  it('is the counter of a loop that counts', () => {
    assert.deepEqual(mentions(typescript('function main() { for (let i = 0; i < xs.length; i++) { poll(xs[i]); } }')), ['i']);
  });
});
