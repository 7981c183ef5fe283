import assert from 'node:assert/strict';
import { NOTIFY_TARGETS } from '../../../../src/primaries/cloudflareAddresses.ts';
import { checkText, reportOf, type TextOptions } from '../../../support/primaries/checked.ts';

const TARGETS = NOTIFY_TARGETS.map(({ prefix }) => prefix);
const [FIRST = '', SECOND = ''] = TARGETS;

function config(remotes: string, items: string): string {
  return `remote:\n${remotes}zone:\n  - domain: a.example\n${items}`;
}

function remote(id: string, ...items: readonly string[]): string {
  return `  - id: ${id}\n${items.map((item) => `    ${item}\n`).join('')}`;
}

/** For which targets the answer is so. */
async function targetsWith(
  answer: boolean | 'cannot-tell',
  text: string,
  options?: TextOptions,
): Promise<readonly string[]> {
  const zone = (await reportOf('knot', text, options))['a.example'];
  assert.ok(zone);
  return TARGETS.filter((target) => zone.notify[target] === answer);
}

describe('where Knot sends NOTIFY', () => {
  const ALL = remote('cf', `address: [${TARGETS.join(', ')}]`);

  it('is each address of the remotes that a zone names', async () => {
    assert.deepEqual(await targetsWith(true, config(ALL, '    notify: cf\n')), TARGETS);
    const two = remote('a', `address: ${FIRST}@53`) + remote('b', `address: ${SECOND}`);
    assert.deepEqual(await targetsWith(true, config(two, '    notify: [a, b]\n')), [FIRST, SECOND]);
    const group = `${two}remotes:\n  - id: g\n    remote: [a, b]\n`;
    assert.deepEqual(await targetsWith(true, config(group, '    notify: g\n')), [FIRST, SECOND]);
  });

  it('is nowhere without `notify`, and not at the name servers of the zone', async () => {
    assert.deepEqual(await targetsWith(false, config(ALL, '')), TARGETS);
  });

  it('comes from the template', async () => {
    const template = (items: string): string =>
      `remote:\n${ALL}template:\n  - id: default\n    notify: cf\nzone:\n  - domain: a.example\n${items}`;
    assert.deepEqual(await targetsWith(true, template('')), TARGETS);
    assert.deepEqual(await targetsWith(false, template('    notify: []\n')), TARGETS);
  });

  for (const [title, items] of [
    ['another port', [`address: ${FIRST}@5300`]],
    ['QUIC', [`address: ${FIRST}`, 'quic: on']],
    ['TLS', [`address: ${FIRST}`, 'tls: on']],
  ] as const) {
    it(`is not Cloudflare over ${title}`, async () => {
      assert.deepEqual(await targetsWith(false, config(remote('cf', ...items), '    notify: cf\n')), TARGETS);
    });
  }

  it('cannot be told behind an address of the same remote that may answer before', async () => {
    const shared = remote('r', `address: [192.0.2.1, ${FIRST}]`);
    const text = config(shared, '    notify: r\n');
    assert.deepEqual(await targetsWith('cannot-tell', text), [FIRST]);
    assert.deepEqual(await targetsWith(false, text), TARGETS.slice(1));
  });

  for (const [title, text] of [
    ['a remote that is not defined', config('', '    notify: cf\n')],
    [
      'an address that has yet to be filled in',
      config(remote('cf', 'address: {{ ip }}'), '    notify: cf\n'),
    ],
    ['a template that is not defined', config('', '    template: t\n')],
    ['an item that is cut off', config(ALL, '    noti\n')],
  ] as const) {
    it(`cannot be told with ${title}`, async () => {
      assert.deepEqual(await targetsWith('cannot-tell', text), TARGETS);
    });
  }

  it('cannot be told from a part that has no default template', async () => {
    assert.deepEqual(await targetsWith('cannot-tell', config(ALL, ''), { whole: false }), TARGETS);
  });

  it('is shown at the list, and as off where the list is emptied', async () => {
    const listed = config(ALL, '    notify: cf\n');
    const [first] = (await checkText('knot', listed)).evaluation.zones;
    assert.equal(listed.slice(first?.notify.at?.start, first?.notify.at?.end), 'notify: cf');
    assert.equal(first?.notify.off, undefined);
    const emptied = config(ALL, '    notify: []\n');
    const [second] = (await checkText('knot', emptied)).evaluation.zones;
    assert.equal(emptied.slice(second?.notify.off?.start, second?.notify.off?.end), 'notify: []');
  });
});
