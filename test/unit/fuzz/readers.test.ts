import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isLoopback, parseBaseUrl } from '../../../src/cloudflare/baseUrl.ts';
import { readEnvelope } from '../../../src/cloudflare/envelope.ts';
import type { ApiNotice } from '../../../src/cloudflare/failure.ts';
import { readIncoming } from '../../../src/cloudflare/incoming.ts';
import { readPeers } from '../../../src/cloudflare/peers.ts';
import { parseRateLimit } from '../../../src/cloudflare/rateLimitPacer.ts';
import { parseRetryAfter } from '../../../src/cloudflare/retry.ts';
import { parseIdentity, serializeIdentity } from '../../../src/credentials/identity.ts';
import { readSnapshot, snapshotText } from '../../../src/storage/snapshots.ts';
import { cleanText } from '../../../src/text/text.ts';
import { readMessage, readPageState } from '../../../src/views/details/pageMessages.ts';
import { jsonText } from '../../../src/views/text/jsonText.ts';
import { jsonTokens } from '../../../src/webview/page/jsonTokens.ts';
import { config, envelope, json, moment, near, number, peers, text } from '../../support/fuzz/arbitraries.ts';
import { HEADERS } from '../../support/fuzz/hostile.ts';
import { SEED } from '../../support/fuzz/seed.ts';
import { plain } from '../../support/values/plain.ts';
import { NOW } from '../../support/values/zones.ts';

const holds = <T>(values: fc.Arbitrary<T>, property: (value: T) => void): void =>
  fc.assert(fc.property(values, property), { seed: SEED, numRuns: 2000 });

const optional = (type: string, value: unknown): void => {
  assert.ok(value === undefined || typeof value === type, `${typeof value} is no ${type}`);
};

function assertNotices(notices: readonly ApiNotice[], depth = 0): void {
  assert.ok(depth <= 4);
  for (const { code, message, documentationUrl, pointer, chain } of notices) {
    optional('number', code);
    assert.equal(typeof message, 'string');
    optional('string', documentationUrl);
    optional('string', pointer);
    assertNotices(chain, depth + 1);
  }
}

describe('whatever comes as JSON', () => {
  it('is an envelope or none', () => {
    holds(envelope, (value) => {
      const read = readEnvelope(value);
      if (read) {
        assert.equal(typeof read.success, 'boolean');
        optional('number', read.totalPages);
        assertNotices(read.errors);
        assertNotices(read.messages);
      }
    });
  });

  it('is a config whose fields are typed, or told as problems', () => {
    holds(config, (value) => {
      const read = readIncoming(value);
      assert.equal(read === null, value === null);
      if (read) {
        for (const time of [read.checkedTime, read.createdTime, read.modifiedTime]) {
          assert.ok(time === undefined || !Number.isNaN(Date.parse(time)));
        }
        optional('number', read.soaSerial);
        optional('number', read.autoRefreshSeconds);
        assert.ok(read.peers?.every((tag) => typeof tag === 'string') ?? true);
        assert.equal(new Set(read.problems.map(({ field }) => field)).size, read.problems.length);
        assert.ok(read.problems.every(({ expected, received }) => expected && received.length <= 81));
        assert.equal(read.raw, value);
      }
    });
  });

  it('is a list of peers or none', () => {
    holds(peers, (value) => {
      const read = readPeers(value);
      assert.equal(read === undefined, !Array.isArray(value));
      for (const { id, name, ip, port, ixfr, tsigId } of read ?? []) {
        assert.deepEqual([typeof id, typeof name, typeof ixfr], ['string', 'string', 'boolean']);
        optional('string', ip);
        optional('number', port);
        optional('string', tsigId);
      }
    });
  });

  it('is text again, and the text is all in its coloured parts', () => {
    holds(json, (value) => {
      const shown = jsonText(value);
      assert.deepEqual(JSON.parse(shown), JSON.parse(JSON.stringify(value)));
      assert.equal(
        jsonTokens(shown)
          .map(({ text }) => text)
          .join(''),
        shown,
      );
    });
  });

  it('is text in bounds however deep it nests', () => {
    const deep: unknown = JSON.parse(`${'[1,'.repeat(50_000)}0${']'.repeat(50_000)}`);
    assert.ok(jsonText(deep).length < 20_000);
  });

  it('is a message of the page that is known, or nothing', () => {
    const message = near({ type: fc.constantFrom('ready', 'copyPeerTag', 'refresh', 'nonsense'), tag: text });
    holds(message, (value) => {
      const read = readMessage(value);
      assert.ok(read === undefined || Object.keys(read).every((key) => key === 'type' || key === 'tag'));
    });
    holds(near({ zoneId: text }), (value) => optional('string', readPageState(value)?.zoneId));
  });
});

describe('whatever stands in a header', () => {
  const header = fc.oneof(fc.constantFrom(...HEADERS), text, fc.array(text, { maxLength: 3 }));

  it('is a limit in finite numbers or none', () => {
    holds(fc.tuple(header, header), ([ratelimit, policy]) => {
      const facts = parseRateLimit({ ratelimit, 'ratelimit-policy': policy });
      for (const fact of Object.values(facts)) {
        assert.ok(fact === undefined || (Number.isFinite(fact) && fact >= 0));
      }
    });
  });

  it('is a wait in finite milliseconds or none', () => {
    const wait = fc.oneof(text, fc.constantFrom(...HEADERS.filter((value) => typeof value === 'string')));
    holds(wait, (value) => {
      const pause = parseRetryAfter(value, NOW);
      assert.ok(pause === undefined || (Number.isFinite(pause) && pause >= 0));
    });
  });
});

describe('whatever is typed as the base URL', () => {
  const scheme = fc.constantFrom(
    'https://',
    'http://',
    'HTTP:\\\\',
    'file:///',
    'javascript:',
    '',
    ' https://',
  );
  const host = fc.oneof(
    fc.domain(),
    fc.constantFrom(
      'localhost',
      '127.0.0.1',
      '[::1]',
      '127.1',
      '0x7f.1',
      'localhost.',
      '127.0.0.1.evil.example',
    ),
    text,
  );
  const login = fc.constantFrom('', '', 'me:secret@', 'me@', '127.0.0.1@', '%40@');
  const rest = fc.constantFrom('', '/', '/client/v4', '/client/v4//', '?a', '#b', ':8787', '/@x');

  it('is https or loopback, without a credential, and stays as it is when read again', () => {
    holds(
      fc.tuple(scheme, login, host, rest).map((parts) => parts.join('')),
      (value) => {
        const read = parseBaseUrl(value);
        if ('url' in read) {
          const url = new URL(read.url);
          assert.ok(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
          assert.deepEqual([url.username, url.password, url.search, url.hash], ['', '', '', '']);
          assert.deepEqual(parseBaseUrl(read.url), read);
        }
      },
    );
  });
});

describe('whatever is found in storage', () => {
  it('is an identity as it was kept, or none', () => {
    const identity = fc.record({
      id: text,
      fileName: fc.stringMatching(/^[0-9a-f]{64}$/),
      label: text.map((label) => cleanText(label)),
      baseUrl: text,
      addedAt: fc.integer(),
      credential: fc.oneof(
        fc.record({ kind: fc.constant('token' as const), token: text }),
        fc.record({ kind: fc.constant('key' as const), email: text, key: text }),
      ),
    });
    holds(identity, (kept) => {
      const read = parseIdentity(serializeIdentity(plain(kept)));
      assert.equal(read && serializeIdentity(read), serializeIdentity(plain(kept)));
    });
    holds(fc.oneof(text, fc.json()), (value) => {
      assert.equal(parseIdentity(value), undefined);
    });
    holds(
      near({ version: fc.constant(1), id: text, label: text, baseUrl: text, addedAt: number }),
      (value) => {
        assert.equal(parseIdentity(JSON.stringify(value)), undefined);
      },
    );
  });

  const zone = near({
    id: text,
    name: text,
    account: near({ id: text, name: text }),
    readAt: fc.oneof(moment, number),
    incoming: config,
    messages: fc.array(near({ code: number, message: text, chain: fc.constant([]) }), { maxLength: 2 }),
  });
  const header = near({ version: fc.constant(1), peers: fc.array(fc.tuple(text, peers), { maxLength: 2 }) });

  it('is a snapshot that can be written again, or none', () => {
    const lines = fc.tuple(header, fc.array(zone, { maxLength: 4 })).map((parts) => parts.flat());
    holds(lines, (values) => {
      const read = readSnapshot(values.map((value) => JSON.stringify(value)).join('\n'));
      if (read) {
        const again = readSnapshot([...snapshotText(read)].join(''));
        assert.deepEqual(
          again?.zones.map(({ id }) => id),
          read.zones.map(({ id }) => id),
        );
        assert.ok(read.zones.every(({ readAt }) => readAt === undefined || Math.abs(readAt) <= 8.64e15));
      }
    });
    holds(text, (value) => void readSnapshot(value));
  });

  it('is a snapshot as far as it goes where it is torn', () => {
    const lines = [
      { version: 1, peers: [] },
      ...['a', 'b', 'c'].map((id) => ({ id, name: id, messages: [] })),
    ];
    const whole = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    holds(fc.integer({ min: 0, max: whole.length }), (end) => {
      const ids = readSnapshot(whole.slice(0, end))?.zones.map(({ id }) => id) ?? [];
      assert.deepEqual(ids, ['a', 'b', 'c'].slice(0, ids.length));
    });
  });
});
