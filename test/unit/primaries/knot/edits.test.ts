import assert from 'node:assert/strict';
import type { Checked } from '../../../../src/primaries/checkFiles.ts';
import { NEW_SOURCES, NOTIFY_TARGETS } from '../../../../src/primaries/cloudflareAddresses.ts';
import type { Addition, Mention } from '../../../../src/primaries/evaluation.ts';
import { findings } from '../../../../src/primaries/findings.ts';
import { applied, fixesOf, opensMore } from '../../../../src/primaries/fixes.ts';
import { runAtOnce } from '../../../../src/primaries/steps.ts';
import {
  BEFORE_THE_END,
  checkText,
  ROOT_FILE,
  withAdded,
  withoutElement,
} from '../../../support/primaries/checked.ts';

const NEW = NEW_SOURCES.map(({ prefix }) => prefix);
const TARGETS = NOTIFY_TARGETS.map(({ prefix }) => prefix);
const [FIRST = '', SECOND = ''] = TARGETS;

function required<T>(value: T | undefined): T {
  assert.ok(value !== undefined);
  return value;
}

async function mentionOf(text: string, written: string): Promise<Mention> {
  const { evaluation } = await checkText('knot', text);
  return required(evaluation.mentions.find(({ span }) => text.slice(span.start, span.end) === written));
}

function added(text: string, addition: Addition | undefined, prefixes: readonly string[]): string {
  assert.equal(required(addition).file, ROOT_FILE);
  return withAdded(text, required(addition), prefixes);
}

/** An acl with these lines. */
function acl(...lines: readonly string[]): string {
  return `acl:\n  - id: cf\n${lines.join('\n')}\n    action: transfer\n`;
}

describe("an address in one of Knot's acls", () => {
  for (const [title, lines, expected] of [
    [
      'in a list',
      ['    address: [198.41.144.240/28, ::1]'],
      ['    address: [198.41.144.240/28, 192.0.2.1, 192.0.2.2, ::1]'],
    ],
    [
      'in a list without spaces',
      ['    address: [::1,198.41.144.240/28]'],
      ['    address: [::1,198.41.144.240/28,192.0.2.1,192.0.2.2]'],
    ],
    [
      'alone in a list',
      ['    address: [ 198.41.144.240/28 ]'],
      ['    address: [ 198.41.144.240/28, 192.0.2.1, 192.0.2.2 ]'],
    ],
    [
      'in quotes',
      ['    address: ["198.41.144.240/28"]'],
      ['    address: ["198.41.144.240/28", "192.0.2.1", "192.0.2.2"]'],
    ],
    [
      'on a line',
      ['    address: 198.41.144.240/28 # Cloudflare', '    key: k'],
      [
        '    address: 198.41.144.240/28 # Cloudflare',
        '    address: 192.0.2.1',
        '    address: 192.0.2.2',
        '    key: k',
      ],
    ],
    [
      'on a line, in quotes',
      ['    address : "198.41.144.240/28"'],
      ['    address : "198.41.144.240/28"', '    address : "192.0.2.1"', '    address : "192.0.2.2"'],
    ],
  ] as const) {
    it(`has others beside it ${title}`, async () => {
      const text = acl(...lines);
      const { beside } = await mentionOf(text, '198.41.144.240/28');
      assert.equal(added(text, beside, ['192.0.2.1', '192.0.2.2']), acl(...expected));
    });
  }

  it('has others beside it with the line breaks of the file', async () => {
    const text = acl('    address: 198.41.144.240/28').replaceAll('\n', '\r\n');
    const { beside } = await mentionOf(text, '198.41.144.240/28');
    assert.equal(
      added(text, beside, ['192.0.2.1']),
      acl('    address: 198.41.144.240/28', '    address: 192.0.2.1').replaceAll('\n', '\r\n'),
    );
  });

  it('has others beside it where the file ends with it', async () => {
    const text = 'acl:\n  - id: cf\n    address: 198.41.144.240/28';
    const { beside } = await mentionOf(text, '198.41.144.240/28');
    assert.equal(added(text, beside, ['192.0.2.1']), `${text}\n    address: 192.0.2.1`);
  });

  for (const [title, lines, expected] of [
    ['first in a list', ['    address: [198.41.144.240/28, ::1]'], ['    address: [::1]']],
    ['last in a list', ['    address: [::1,   198.41.144.240/28]'], ['    address: [::1]']],
    ['within a list', ['    address: [::1, 198.41.144.240/28, ::2]'], ['    address: [::1, ::2]']],
    ['on a line', ['    address: ::1', '    address: 198.41.144.240/28 # old'], ['    address: ::1']],
    ['on the first line', ['    address: [198.41.144.240/28]', '    address: ::1'], ['    address: ::1']],
  ] as const) {
    it(`can be removed ${title}`, async () => {
      const text = acl(...lines);
      assert.equal(withoutElement(text, await mentionOf(text, '198.41.144.240/28')), acl(...expected));
    });
  }

  it('is not removed with its line where it is the last, since then everybody might transfer', async () => {
    const text = acl('    address: 198.41.144.240/28');
    const left = withoutElement(text, await mentionOf(text, '198.41.144.240/28'));
    assert.equal(left, acl('    address: '));
    const { zones } = await checkText('knot', `${left}zone:\n  - domain: a.example\n    acl: cf\n`);
    assert.equal(zones[0]?.transfer.ipv4, 'cannot-tell');
  });

  it('can be removed with all other old ones, whichever of them come first', async () => {
    for (const list of [
      '198.41.144.240/28, 198.41.150.240/28, 104.30.167.163',
      '104.30.167.163, 198.41.144.240/28, 198.41.150.240/28',
      '198.41.144.240/28, 104.30.167.163, 198.41.150.240/28',
    ]) {
      const text = acl(`    address: [${list}]`);
      const { evaluation } = await checkText('knot', text);
      const left = evaluation.mentions
        .filter(({ span }) => text.startsWith('198.', span.start))
        .toReversed()
        .reduce((rest, mention) => withoutElement(rest, mention), text);
      assert.equal(left, acl('    address: [104.30.167.163]'));
    }
  });

  it('is none of transfers where the acl is for other actions', async () => {
    const text = acl('    address: 192.0.2.1').replace('transfer', 'notify');
    assert.deepEqual((await checkText('knot', text)).evaluation.mentions, []);
  });
});

describe('an address of a remote', () => {
  const config = (address: string, rest: string): string =>
    `remote:\n  - id: r\n    address: ${address}\n${rest}`;
  const ZONE = 'zone:\n  - domain: a.example\n    notify: r\n';

  async function rolesIn(text: string): Promise<readonly string[]> {
    const { evaluation } = await checkText('knot', text);
    return evaluation.mentions.map(({ role }) => role);
  }

  it('is a NOTIFY target, a client of an acl or of an automatic rule, or both', async () => {
    const client = 'acl:\n  - id: c\n    remote: r\n    action: transfer\n';
    assert.deepEqual(await rolesIn(config(FIRST, ZONE)), ['notify']);
    assert.deepEqual(await rolesIn(config(FIRST, client)), ['transfer']);
    assert.deepEqual(await rolesIn(config(FIRST, client + ZONE)), ['transfer', 'notify']);
    assert.deepEqual(await rolesIn(`server:\n    automatic-acl: on\n${config(FIRST, ZONE)}`), [
      'transfer',
      'notify',
    ]);
    assert.deepEqual(await rolesIn(config(FIRST, ZONE.replace('notify', 'master'))), []);
  });

  it('has no prefix beside it, and no port that Cloudflare does not listen at', async () => {
    const client = 'acl:\n  - id: c\n    remote: r\n    action: transfer\n';
    assert.equal((await mentionOf(config('192.0.2.1', client), '192.0.2.1')).beside, undefined);
    for (const [address, expected] of [
      ['[192.0.2.1@53]', `[192.0.2.1@53, ${FIRST}@53]`],
      ['[192.0.2.1@5300]', `[192.0.2.1@5300, ${FIRST}]`],
    ] as const) {
      const text = config(address, ZONE);
      const { beside } = await mentionOf(text, '192.0.2.1');
      assert.equal(added(text, beside, [FIRST]), config(expected, ZONE));
    }
  });

  it('is joined by other targets where the remote is Cloudflare alone', async () => {
    const text = config(`[${FIRST}]`, ZONE);
    const after = added(
      text,
      (await checkText('knot', text)).evaluation.zones[0]?.notify.addition,
      TARGETS.slice(1),
    );
    const { zones } = await checkText('knot', after);
    assert.ok(zones[0]?.notify.every(({ decision }) => decision.kind === 'sends'));
    const shared = config(`[${FIRST}, 192.0.2.1]`, ZONE);
    assert.equal((await checkText('knot', shared)).evaluation.zones[0]?.notify.addition, undefined);
    const none = config(SECOND, 'zone:\n  - domain: a.example\n');
    assert.equal((await checkText('knot', none)).evaluation.zones[0]?.notify.addition, undefined);
  });
});

describe("what is added to a zone of Knot's", () => {
  const OTHERS = 'acl:\n  - id: mine\n    address: 192.0.2.1\n    action: [query, transfer]\n';
  const ZONE = 'zone:\n  - domain: a.example\n    acl: [first, mine]\n';
  const config = (first: string): string => `${OTHERS}  - id: first\n${first}${ZONE}`;

  async function additionTo(text: string): Promise<Addition | undefined> {
    return (await checkText('knot', text)).evaluation.zones[0]?.transfer.addition;
  }

  it('goes to an acl that permits transfers without a key', async () => {
    const text = config('    address: 192.0.2.7\n    deny: on\n');
    const after = added(text, await additionTo(text), NEW);
    assert.match(after, /address: 192\.0\.2\.1\n {4}address: 104\.30\.167\.163\n/);
    const [before, changed] = [await checkText('knot', text), await checkText('knot', after)];
    assert.equal(changed.zones[0]?.transfer.ipv4, 'allowed');
    assert.equal(changed.zones[0]?.transfer.ipv6, 'allowed');
    assert.equal(opensMore(before, changed), false);
  });

  for (const [title, first] of [
    ['a rule before it is about the new addresses', '    address: 104.30.0.0/16\n    deny: on\n'],
    ['a rule before it is not known', '    address: {{ deny }}\n    deny: on\n'],
  ] as const) {
    it(`does not go there where ${title}`, async () => {
      assert.equal(await additionTo(config(first)), undefined);
    });
  }

  for (const [title, items] of [
    ['needs a key', '    key: k\n    address: 192.0.2.1\n    action: transfer\n'],
    ['permits more', '    address: 192.0.2.1\n    action: [transfer, update]\n'],
    ['denies', '    address: 192.0.2.1\n    action: transfer\n    deny: on\n'],
    ['is for other protocols', '    address: 192.0.2.1\n    action: transfer\n    protocol: tls\n'],
  ] as const) {
    it(`does not go to an acl that ${title}`, async () => {
      const text = `key:\n  - id: k\n    algorithm: hmac-sha256\n    secret: Zm9v\nacl:\n  - id: cf\n${items}zone:\n  - domain: a.example\n    acl: cf\n`;
      assert.equal(await additionTo(text), undefined);
    });
  }

  it('is nothing without an acl: it would be defined in another place than it is used', async () => {
    assert.equal(await additionTo('zone:\n  - domain: a.example\n'), undefined);
  });
});

describe('the fixes of a knot.conf', () => {
  const surroundings = { now: BEFORE_THE_END.now, isSecondary: () => true };

  async function fixed(
    text: string,
    kind: string,
  ): Promise<{ readonly text: string; readonly after: Checked }> {
    const before = await checkText('knot', text);
    const finding = required(
      runAtOnce(findings(before, surroundings)).find((one) => one.kind === 'missing-new'),
    );
    const fix = required(fixesOf(finding, before).find((one) => one.kind === kind));
    const result = applied(before.texts, fix.edits).get(ROOT_FILE) ?? '';
    const after = await checkText('knot', result);
    assert.equal(opensMore(before, after), false);
    return { text: result, after };
  }

  const old = `${acl('    address: [198.41.144.240/28, 198.41.150.240/28, 2a06:98c0:3601::/48]')}zone:\n  - domain: a.example\n    acl: cf\n`;

  it('add the new addresses beside the old ones', async () => {
    const { text, after } = await fixed(old, 'add');
    assert.match(
      text,
      /\[198\.41\.144\.240\/28, 198\.41\.150\.240\/28, 104\.30\.167\.163, 104\.30\.167\.173, 2a06:98c0:3601::\/48, 2a09:bac0:1000:c47::\/64\]/,
    );
    assert.deepEqual([after.zones[0]?.transfer.ipv4, after.zones[0]?.transfer.ipv6], ['allowed', 'allowed']);
  });

  it('put the new addresses in the place of the old ones', async () => {
    const { text } = await fixed(old, 'replace');
    assert.match(text, /address: \[104\.30\.167\.163, 104\.30\.167\.173, 2a09:bac0:1000:c47::\/64\]/);
  });
});
