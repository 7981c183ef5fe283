import assert from 'node:assert/strict';
import { plain } from '../../../support/values/plain.ts';
import { failed, NOW } from '../../../support/values/zones.ts';
import { ACME, BETA, NS1, NS2, Scene } from './scene.ts';

const FORBIDDEN = failed('forbidden', { path: '/accounts/a1/secondary_dns/peers' });

describe('the tree of peers', () => {
  it('shows the facts and the zones of each peer below it, by name', () => {
    const scene = new Scene({ 'b.example': ['t1'], 'a.example': ['t1', 't1'] });
    scene.has('a1', [NS2, NS1]);
    assert.deepEqual(scene.drawn(), [
      'ns1: 192.0.2.1:53 · IXFR · TSIG · 2 zones',
      '  Tag: t1',
      '  Address: 192.0.2.1',
      '  Port: 53',
      '  IXFR: on',
      '  TSIG: key1',
      '  a.example: serial 2019102400 · checked 1h ago',
      '  b.example: serial 2019102400 · checked 1h ago',
      'ns2: [2001:db8::2]:5353 · AXFR · no TSIG · used by no secondary zone',
      '  Tag: t2',
      '  Address: 2001:db8::2',
      '  Port: 5353',
      '  IXFR: off',
      '  TSIG: none',
    ]);
  });

  it('shows a peer that zones name and the account no longer has', () => {
    const scene = new Scene({ 'a.example': ['t1', 'gone'] });
    scene.has('a1', [NS1]);
    assert.deepEqual(scene.peers(), [
      'gone: not among the account’s peers · 1 zone',
      'ns1: 192.0.2.1:53 · IXFR · TSIG · 1 zone',
    ]);
  });

  it('shows tags below a notice where the peers may not be read', () => {
    const scene = new Scene({ 'a.example': ['t1'] });
    scene.fails('a1', FORBIDDEN);
    assert.deepEqual(scene.peers(), [
      'The peers could not be read: The permission “Account Settings Read” is missing.',
      't1: 1 zone',
    ]);
  });

  it('keeps the last known peers when they cannot be read anew, and calls none missing', () => {
    const scene = new Scene({ 'a.example': ['t1', 'new'] });
    scene.has('a1', [NS1]);
    scene.fails('a1', failed('timeout'));
    assert.deepEqual(scene.peers(), [
      'The peers may be out of date: Cloudflare did not answer in time.',
      'new: 1 zone',
      'ns1: 192.0.2.1:53 · IXFR · TSIG · 1 zone',
    ]);
  });

  it('has rows of accounts when there are several', () => {
    const scene = new Scene({ 'a.example': ['t1'], 'b.example': [] }, (name) =>
      name === 'a.example' ? BETA : ACME,
    );
    scene.has('a1', []);
    scene.has('a2', [NS1]);
    assert.deepEqual(scene.drawn().slice(0, 4), [
      'Acme: 0 peers',
      '  No peers',
      'Beta: 1 peer',
      '  ns1: 192.0.2.1:53 · IXFR · TSIG · 1 zone',
    ]);
  });

  it('counts a zone whose account is not known with the peer that it names', () => {
    const scene = new Scene({ 'a.example': ['t1'], '0123': ['t1'] }, (name) =>
      name === 'a.example' ? ACME : undefined,
    );
    scene.has('a1', [NS1]);
    assert.deepEqual(scene.peers(), ['ns1: 192.0.2.1:53 · IXFR · TSIG · 2 zones']);
  });

  it('does not say that no zone uses a peer before all zones are read', () => {
    const scene = new Scene({ 'a.example': undefined });
    scene.has('a1', [NS1]);
    assert.match(scene.peers()[0] ?? '', /used by no secondary zone read so far$/);
  });

  it('is empty without zones, for VS Code to show the welcome', () => {
    assert.deepEqual(new Scene({}).forest.roots(), []);
  });

  it('shows names and tags of the API as they are', () => {
    const evil = { ...NS1, id: 'x/zone/y', name: '$(flame) [x](command:quit)' };
    const scene = new Scene({ 'a.example': ['x/zone/y'] });
    scene.has('a1', [plain(evil)]);
    const [peer] = scene.forest.roots();
    assert.ok(peer);
    assert.equal(scene.row(peer)?.label, '$(flame) [x](command:quit)');
  });
});

describe('the nodes of the tree of peers', () => {
  const full = () => {
    const scene = new Scene({ 'a.example': ['t1', 't2'], 'b.example': ['t1'] });
    scene.has('a1', [NS1, NS2]);
    return scene;
  };

  it('stay the same when everything is drawn anew, and have ids of their own', () => {
    const { forest } = full();
    const all = () => forest.roots().flatMap((node) => [node, ...forest.children(node)]);
    const before = all();
    forest.invalidate();
    const after = all();
    assert.ok(before.every((node, index) => node === after[index]));
    assert.equal(new Set(before.map(({ id }) => id)).size, before.length);
  });

  it('lead from a tag to the row of its peer', () => {
    const { forest } = full();
    const [, ns2] = forest.roots();
    assert.equal(forest.peer(plain('t2')), ns2);
    assert.equal(forest.peer(plain('unknown')), undefined);
    assert.ok(ns2);
    assert.equal(forest.parent(ns2), undefined);
    assert.ok(forest.children(ns2).every((node) => forest.parent(node) === ns2));
  });

  it('lead from a peer to its account where there are several', () => {
    const scene = new Scene({ 'a.example': ['t1'], 'b.example': ['t2'] }, (name) =>
      name === 'a.example' ? ACME : BETA,
    );
    const node = scene.forest.peer(plain('t2'));
    assert.ok(node);
    assert.equal(scene.forest.parent(node), scene.forest.roots()[1]);
  });

  it('tell their own facts from what others hand over', () => {
    const { forest } = full();
    const [peer] = forest.roots();
    const [tag] = peer ? forest.children(peer) : [];
    assert.ok(tag);
    assert.equal(forest.fact(tag), tag);
    assert.equal(forest.fact({ ...tag }), undefined);
    assert.equal(forest.fact(peer), undefined);
    for (const other of [undefined, null, 'fact', { id: 7 }, { id: 'fact/a1/tag/gone' }]) {
      assert.equal(forest.fact(other), undefined);
    }
  });

  it('have ids of their own also where accounts have peers of one tag', () => {
    const scene = new Scene({ 'a.example': ['t1'], 'b.example': ['t1'], c: ['t1'] }, (name) =>
      name === 'a.example' ? ACME : name === 'b.example' ? BETA : undefined,
    );
    scene.fails('a1', FORBIDDEN);
    scene.fails('a2', FORBIDDEN);
    const { forest } = scene;
    const accounts = forest.roots();
    const inside = accounts.flatMap((account) => forest.children(account));
    const all = [...accounts, ...inside, ...inside.flatMap((node) => forest.children(node))];
    assert.deepEqual(
      accounts.map((account) => forest.children(account).length),
      [2, 2, 2],
    );
    assert.equal(new Set(all).size, all.length);
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  });

  it('lead from a notice to its account where there are several, and no further', () => {
    const scene = new Scene({ 'a.example': [], 'b.example': [] }, (name) =>
      name === 'a.example' ? ACME : BETA,
    );
    const { forest } = scene;
    const [acme] = forest.roots();
    const [notice] = acme ? forest.children(acme) : [];
    assert.ok(acme && notice?.kind === 'notice');
    assert.equal(forest.parent(notice), acme);
    assert.equal(forest.parent(acme), undefined);
    assert.deepEqual(forest.children(notice), []);
  });

  it('have no parent where there is one account', () => {
    const { forest } = new Scene({ 'a.example': [] });
    const [notice] = forest.roots();
    assert.ok(notice?.kind === 'notice');
    assert.equal(forest.parent(notice), undefined);
  });

  it('have nothing below them once what they stand for is gone', () => {
    const scene = new Scene({ 'a.example': ['t1'], 'b.example': ['t2'] }, (name) =>
      name === 'a.example' ? ACME : BETA,
    );
    const { forest, store } = scene;
    const [, beta] = forest.roots();
    const [peer] = beta ? forest.children(beta) : [];
    assert.ok(beta && peer?.kind === 'peer');
    store.listed(
      'me',
      {
        zones: [
          {
            id: plain('a.example'),
            name: plain('a.example'),
            account: plain(ACME),
          },
        ],
        complete: true,
        failure: undefined,
      },
      NOW,
    );
    assert.deepEqual(
      forest.children(peer).filter(({ kind }) => kind === 'zone'),
      [],
    );
    forest.invalidate();
    assert.deepEqual(forest.children(beta), []);
    assert.deepEqual(forest.children(peer), []);
    assert.equal(forest.use(peer), undefined);
  });

  it('are others when an account, a peer or a zone comes back that was gone', () => {
    const zones = { 'a.example': ACME, 'b.example': BETA, 'c.example': BETA };
    const scene = new Scene(
      { 'a.example': ['t1', 't2'], 'b.example': ['t3'], 'c.example': ['t4'] },
      (name) => Object.entries(zones).find(([known]) => known === name)?.[1],
    );
    const { forest, store } = scene;
    const list = (...names: readonly (keyof typeof zones)[]) =>
      store.listed(
        'me',
        {
          zones: plain(names.map((name) => ({ id: name, name, account: zones[name] }))),
          complete: true,
          failure: undefined,
        },
        NOW,
      );
    const nodes = () => {
      forest.invalidate();
      const accounts = forest.roots();
      const peers = accounts.flatMap((account) => forest.children(account));
      const inner = peers.flatMap((peer) => forest.children(peer));
      return new Map([...accounts, ...peers, ...inner].map((node) => [node.id, node]));
    };
    const before = nodes();
    list('a.example');
    scene.read('a.example', ['t1']);
    nodes();
    list('a.example', 'b.example', 'c.example');
    scene.read('a.example', ['t1', 't2']);
    scene.read('b.example', ['t3']);
    scene.read('c.example', ['t4']);
    const after = nodes();
    assert.deepEqual([...after.keys()], [...before.keys()]);
    const same = [...after].filter(([id, node]) => before.get(id) === node).map(([id]) => id);
    assert.ok(same.includes('account/a1') && same.includes('peer/a1/t1'));
    assert.deepEqual(
      same.filter((id) => /a2|t2|t3|t4/.test(id)),
      [],
    );
  });

  it('are others for a zone that was gone while its peer stayed', () => {
    const scene = new Scene({ 'a.example': ['t1'], 'b.example': ['t1'] });
    scene.has('a1', [NS1]);
    const { forest, store } = scene;
    const list = (...names: readonly string[]) =>
      store.listed(
        'me',
        {
          zones: plain(names.map((name) => ({ id: name, name, account: ACME }))),
          complete: true,
          failure: undefined,
        },
        NOW,
      );
    const zoneNode = () => {
      forest.invalidate();
      const [peer] = forest.roots();
      return peer && forest.children(peer).find(({ id }) => id.includes('b.example'));
    };
    const before = zoneNode();
    list('a.example');
    assert.equal(zoneNode(), undefined);
    list('a.example', 'b.example');
    scene.read('b.example', ['t1']);
    const after = zoneNode();
    assert.deepEqual(after, before);
    assert.notEqual(after, before);
  });
});

describe('what a change draws anew', () => {
  const drawn = () => {
    const scene = new Scene({ 'a.example': ['t1', 't2'], 'b.example': ['t1'] });
    scene.has('a1', [NS1, NS2]);
    scene.drawn();
    return scene;
  };

  it('is the rows of the zone, below each of its peers', () => {
    const scene = drawn();
    scene.read('a.example', ['t1', 't2'], { soa_serial: 7 });
    const nodes = scene.forest.affected(['a.example']);
    assert.ok(nodes !== 'everything');
    assert.deepEqual(
      nodes.map((node) => scene.text(node)),
      ['a.example: serial 7 · checked 1h ago', 'a.example: serial 7 · checked 1h ago'],
    );
  });

  it('is nothing for a peer that was never unfolded', () => {
    const scene = new Scene({ 'a.example': ['t1'] });
    scene.forest.roots();
    scene.read('a.example', ['t1'], { soa_serial: 7 });
    assert.deepEqual(scene.forest.affected(['a.example']), []);
  });

  it('is everything when a zone uses other peers, and then says so', () => {
    const scene = drawn();
    scene.read('b.example', ['t2']);
    assert.equal(scene.forest.affected(['b.example']), 'everything');
    scene.forest.invalidate();
    assert.deepEqual(
      scene.peers().map((text) => text.split(' · ').at(-1)),
      ['1 zone', '2 zones'],
    );
  });

  for (const [what, tags] of [
    ['one of its peers for another', ['t1', 't3']],
    ['a peer less', ['t1']],
    ['a peer more', ['t1', 't2', 't3']],
    ['its peers in another order', ['t2', 't1']],
  ] as const) {
    it(`is everything when a zone has ${what}`, () => {
      const scene = drawn();
      scene.read('a.example', tags);
      assert.equal(scene.forest.affected(['b.example', 'a.example']), 'everything');
    });
  }

  it('is everything when a zone is read for the first time, and nothing while it is not', () => {
    const scene = new Scene({ 'a.example': ['t1'], unread: undefined });
    scene.drawn();
    scene.store.reading('unread');
    assert.deepEqual(scene.forest.affected(['unread']), []);
    scene.read('unread', []);
    assert.equal(scene.forest.affected(['unread']), 'everything');
  });

  it('is nothing before anything was drawn, or for a zone that is gone', () => {
    assert.deepEqual(new Scene({ 'a.example': ['t1'] }).forest.affected(['a.example']), []);
    assert.deepEqual(drawn().forest.affected(['gone']), []);
  });

  it('is everything when a list turns out not to be complete', () => {
    const scene = drawn();
    assert.deepEqual(scene.forest.affected([]), []);
    scene.store.listed('me', { zones: [], complete: false, failure: failed('timeout') }, NOW);
    assert.equal(scene.forest.affected([]), 'everything');
  });

  it('is nothing while a complete list is merely read again', () => {
    const scene = drawn();
    scene.store.listing('me');
    assert.deepEqual(scene.forest.affected([]), []);
  });
});
