import assert from 'node:assert/strict';
import {
  type Arrangement,
  type TreeNode,
  ZonesTreeModel,
} from '../../../../src/views/zones/zonesTreeModel.ts';
import { zoneState } from '../../../../src/zones/state.ts';
import { ZoneStore } from '../../../../src/zones/store.ts';
import type { PrimaryStatement } from '../../../../src/zones/zone.ts';
import { plain } from '../../../support/values/plain.ts';
import { failed, incoming, NOW } from '../../../support/values/zones.ts';

const ACME = { id: 'a1', name: 'Acme' };
const BETA = { id: 'a2', name: 'Beta' };
const BY_NAME: Arrangement = { order: 'name', states: undefined };
const context = { now: NOW, locale: 'en', overdueFactor: 2 };

type Owner = typeof ACME | undefined;

/** A tree of zones, each with the account that it belongs to. */
function treeOf(zones: Readonly<Record<string, Owner>>) {
  const store = new ZoneStore();
  store.setIdentities(['me', 'you']);
  const list = (owners: Readonly<Record<string, Owner>>, complete = true) =>
    store.listed(
      'me',
      {
        zones: plain(Object.entries(owners).map(([id, account]) => ({ id, name: `${id}.example`, account }))),
        complete,
        failure: complete ? undefined : failed('server'),
      },
      NOW,
    );
  list(zones);
  const model = new ZonesTreeModel(store, (zone) => zoneState(zone, NOW, 2));
  const read = (id: string, change: Readonly<Record<string, unknown>> = {}) =>
    store.read(id, 'me', { ok: true, value: incoming(change), messages: [] }, NOW);
  const roots = (arrangement = BY_NAME) => model.roots(arrangement);
  const below = (node: TreeNode | undefined, arrangement = BY_NAME) =>
    node ? model.children(node, arrangement, context) : [];
  return { store, model, list, read, roots, below };
}
const ids = (nodes: readonly TreeNode[]) => nodes.map(({ kind, id }) => `${kind} ${id}`);

/** What a configuration says of the zone `a.example`. */
const STATED: ReadonlyMap<string, PrimaryStatement> = plain(
  new Map([
    [
      'a.example',
      {
        uri: 'file:///named.conf',
        line: 0,
        place: 'named.conf:1',
        answer: 'allowed',
        key: undefined,
      },
    ],
  ]),
);

describe('the tree of zones', () => {
  it('has zones at its root where all are of one account, in the order asked for', () => {
    const { read, roots } = treeOf({ b: ACME, a: ACME });
    read('a');
    read('b', { peers: [] });
    assert.deepEqual(ids(roots()), ['zone zone/a', 'zone zone/b']);
    assert.deepEqual(ids(roots({ order: 'state', states: undefined })), ['zone zone/b', 'zone zone/a']);
  });

  it('has accounts at its root where there are several, with their zones below', () => {
    const { roots, below } = treeOf({ b: BETA, a: ACME, c: undefined, d: ACME });
    const accounts = roots();
    assert.deepEqual(ids(accounts), ['account account/a1', 'account account/a2', 'account account/']);
    assert.deepEqual(
      accounts.map((account) => ids(below(account))),
      [['zone zone/a', 'zone zone/d'], ['zone zone/b'], ['zone zone/c']],
    );
  });

  it('shows below an account the states that the filter lets through, and counts all', () => {
    const { model, read, roots, below } = treeOf({ a: ACME, b: ACME, c: BETA });
    read('a');
    const filtered: Arrangement = { order: 'name', states: new Set(['in-order']) };
    const [acme] = roots(filtered);
    assert.deepEqual(ids(below(acme, filtered)), ['zone zone/a']);
    assert.deepEqual(
      model.zonesOf('a1').map(({ id }) => id),
      ['a', 'b'],
    );
  });

  it('shows below a zone its config, each peer once, and what the primary’s configuration says', () => {
    const { store, read, roots, below } = treeOf({ a: ACME });
    read('a', { peers: ['t1', 't2', 't1'] });
    const [zone] = roots();
    const config = ['serial', 'checked', 'autoRefresh', 'created', 'modified', 'name', 'id'];
    const rows = [
      ...config.map((key) => `field zone/a/${key}`),
      'peer zone/a/peer/t1',
      'peer zone/a/peer/t2',
    ];
    assert.deepEqual(ids(below(zone)), rows);
    store.stated(STATED);
    assert.deepEqual(ids(below(zone)), [...rows, 'statement zone/a/statement']);
  });

  it('has nothing below a zone without a config, one that is gone, or a row of a field', () => {
    const { store, read, list, roots, below } = treeOf({ a: ACME, b: ACME });
    store.read('a', 'me', { ok: true, value: null, messages: [] }, NOW);
    read('b');
    const [bare, full] = roots();
    assert.deepEqual(below(bare), []);
    const [field] = below(full);
    assert.ok(field);
    assert.deepEqual(below(field), []);
    list({ a: ACME });
    assert.deepEqual(below(full), []);
  });

  it('says in a row of its own that a list is not complete, before the zones', () => {
    const { store, model, list, roots } = treeOf({ a: ACME });
    assert.equal(model.noticeIds(), '');
    list({ a: ACME }, false);
    store.listed('you', { zones: [], complete: false, failure: failed('timeout') }, NOW);
    assert.deepEqual(ids(roots()), ['notice notice/me', 'notice notice/you', 'zone zone/a']);
    assert.equal(model.noticeIds(), 'notice/me notice/you');
    store.listing('you');
    assert.deepEqual(ids(roots()), ['notice notice/me', 'zone zone/a']);
  });

  it('is empty without zones, so that VS Code shows the welcome, whatever became of the list', () => {
    const { list, roots } = treeOf({});
    list({}, false);
    assert.deepEqual(roots(), []);
  });

  it('leads from each row to the one that it is below', () => {
    const { store, model, read, roots, below } = treeOf({ a: ACME, b: BETA });
    store.stated(STATED);
    read('a');
    const [acme] = roots();
    const [zone] = below(acme);
    assert.ok(acme && zone);
    assert.equal(model.parent(zone), acme);
    const rows = below(zone);
    assert.ok(rows.some(({ kind }) => kind === 'statement') && rows.some(({ kind }) => kind === 'peer'));
    assert.ok(rows.every((row) => model.parent(row) === zone));
    assert.equal(model.parent(acme), undefined);
  });

  it('has zones without a parent where there is one account, and where it is not known which', () => {
    const one = treeOf({ a: ACME });
    assert.equal(one.model.parent(one.model.zone('a')), undefined);
    const several = treeOf({ a: ACME, b: undefined });
    assert.equal(several.model.parent(several.model.zone('b')), several.roots()[1]);
    assert.equal(several.model.parent(several.model.zone('gone')), several.roots()[1]);
  });

  it('has one row for a zone as long as that exists, and another when it comes back', () => {
    const { list, read, roots, below } = treeOf({ a: ACME, b: ACME });
    read('a');
    const [before] = roots();
    const [field] = below(before);
    read('a', { soa_serial: 7 });
    assert.equal(roots()[0], before);
    assert.equal(below(before)[0], field);
    list({ b: ACME });
    roots();
    list({ a: ACME, b: ACME });
    const [after] = roots();
    assert.deepEqual(after, before);
    assert.notEqual(after, before);
  });

  it('recognizes its own field rows, and rejects other rows and values', () => {
    const { model, read, roots, below } = treeOf({ a: ACME });
    read('a');
    const [zone] = roots();
    const rows = below(zone);
    const [field] = rows;
    assert.ok(field);
    assert.equal(model.field(field), field);
    for (const other of [zone, rows.at(-1), { ...field }, undefined, 'zone/a/serial']) {
      assert.equal(model.field(other), undefined);
    }
  });
});
