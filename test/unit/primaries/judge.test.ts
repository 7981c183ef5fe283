import assert from 'node:assert/strict';
import { type AddressRange, contains, readRange } from '../../../src/primaries/addressRange.ts';
import type { Decision, TransferPolicy } from '../../../src/primaries/evaluation.ts';
import { Judge } from '../../../src/primaries/judge.ts';

const AT = { file: 'a', start: 0, end: 1 };
const DOUBT = { kind: 'unknown-name', subject: 'cf', at: AT } as const;

interface Rule {
  readonly range: string;
  readonly kind: Decision['kind'];
  readonly key?: string;
}

/** A policy of which the first rule that fits decides; nothing fits: refused. */
function policy(rules: readonly Rule[]): TransferPolicy {
  const ranges = rules.map(({ range }): AddressRange => {
    const read = readRange(range);
    assert.ok(read);
    return read;
  });
  return {
    edges: ranges,
    keys: [...new Set(rules.flatMap(({ key }) => key ?? []))],
    at: AT,
    addition: undefined,
    decide: ({ address, key }) => {
      const rule = rules.find((rule, index) => {
        const range = ranges[index];
        return (
          range !== undefined && contains(range, address) && (rule.key === undefined || rule.key === key)
        );
      });
      const kind = rule?.kind ?? 'refuse';
      return kind === 'cannot-tell' ? { kind, at: AT, doubt: DOUBT } : { kind, at: AT };
    },
  };
}

function judged(...rules: readonly Rule[]) {
  const notify = { decide: () => ({ kind: 'sends' }) as const, at: AT, off: undefined, addition: undefined };
  const zone = { name: 'a.example', view: undefined, at: AT, transfer: policy(rules), notify };
  const { transfer } = new Judge().judge(zone);
  const answers = Object.fromEntries(transfer.sources.map(({ source, answer }) => [source.prefix, answer]));
  return { ...transfer, answers };
}

const allow = (range: string, key?: string): Rule => ({ range, kind: 'allow', ...(key ? { key } : {}) });

describe('the answer for a source', () => {
  it('is "allowed" where every address of it may transfer, however that is written', () => {
    const { answers } = judged(allow('2a09:bac0:1000:c47::/65'), allow('2a09:bac0:1000:c47:8000::/65'));
    assert.equal(answers['2a09:bac0:1000:c47::/64'], 'allowed');
  });

  it('is "partly" where some may', () => {
    const { answers } = judged(allow('2a09:bac0:1000:c47::1'), allow('198.41.144.240/29'));
    assert.equal(answers['2a09:bac0:1000:c47::/64'], 'partly');
    assert.equal(answers['198.41.144.240/28'], 'partly');
  });

  it('is "allowed with key" where the whole needs the same key', () => {
    const { sources } = judged(allow('104.30.167.163', 'k1'), allow('104.30.167.163', 'k2'));
    assert.deepEqual([sources[0]?.answer, sources[0]?.key], ['allowed-with-key', 'k1']);
  });

  it('is "partly" where each half needs another key', () => {
    const { sources } = judged(
      allow('2a09:bac0:1000:c47::/65', 'k1'),
      allow('2a09:bac0:1000:c47:8000::/65', 'k2'),
    );
    assert.deepEqual([sources[2]?.answer, sources[2]?.key], ['partly', 'k1']);
  });

  it('is "cannot tell", and why, where that decides', () => {
    const { sources } = judged({ range: '104.30.167.0/24', kind: 'cannot-tell' });
    assert.equal(sources[0]?.answer, 'cannot-tell');
    assert.deepEqual(sources[0]?.doubt, DOUBT);
  });

  it('is "cannot tell" where only whether a key is needed cannot be told', () => {
    const { sources } = judged(allow('104.30.167.163', 'k'), {
      range: '104.30.167.163',
      kind: 'cannot-tell',
    });
    assert.equal(sources[0]?.answer, 'cannot-tell');
  });

  it('gives an answer where what cannot be told does not matter', () => {
    const { sources } = judged(allow('104.30.167.163'), { range: '0.0.0.0/0', kind: 'cannot-tell' });
    assert.equal(sources[0]?.answer, 'allowed');
  });
});

describe('the answer for a family', () => {
  const v4 = ['104.30.167.163', '104.30.167.173'] as const;
  const cases = [
    ['allowed', [allow(v4[0]), allow(v4[1])]],
    ['allowed-with-key', [allow(v4[0], 'k'), allow(v4[1])]],
    ['partly', [allow(v4[0])]],
    ['only-old', [allow('198.41.150.240/28')]],
    ['only-old', [allow('198.41.150.241')]],
    ['refused', []],
    ['cannot-tell', [allow(v4[0]), { range: v4[1], kind: 'cannot-tell' }]],
    ['cannot-tell', [{ range: '198.41.150.240/28', kind: 'cannot-tell' }]],
  ] as const satisfies readonly (readonly [string, readonly Rule[]])[];
  for (const [answer, rules] of cases) {
    it(`is "${answer}" for ${JSON.stringify(rules)}`, () => {
      const { ipv4, ipv6 } = judged(...rules);
      assert.deepEqual([ipv4, ipv6], [answer, 'refused']);
    });
  }
});
