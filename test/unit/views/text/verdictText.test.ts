import assert from 'node:assert/strict';
import type { SoaOutcome, TsigProblem } from '../../../../src/dns/answer.ts';
import { verdictText, verdictTone } from '../../../../src/views/text/verdictText.ts';
import type { NotAsked } from '../../../../src/zones/check.ts';
import type { PrimarySerial, Trouble, Verdict } from '../../../../src/zones/verdict.ts';
import { primary } from '../../../support/values/checks.ts';
import { plain } from '../../../support/values/plain.ts';
import { HOUR, NOW } from '../../../support/values/zones.ts';

const HELD = 2_019_102_400;

const newest: PrimarySerial = {
  tag: plain('tag'),
  name: plain('Frankfurt'),
  at: plain('192.0.2.53:53'),
  serial: HELD + 5,
  since: NOW - 2 * HOUR,
};
const older: PrimarySerial = {
  ...newest,
  name: plain('Singapore'),
  at: plain('192.0.2.54:53'),
  serial: HELD,
};

function told(verdict: Verdict): {
  readonly sentence: string;
  readonly advice: string;
  readonly all: string;
} {
  const { sentence, advice = '' } = verdictText(verdict, { now: NOW, locale: 'en', overdueFactor: 2 });
  return { sentence, advice, all: `${sentence} ${advice}` };
}

const behind: Verdict = { kind: 'behind', by: 5, held: HELD, newest, since: newest.since };

/** Typed so that none can be left out. */
const SERIALS: { readonly [K in Exclude<Verdict['kind'], 'primary-trouble' | 'not-asked'>]: Verdict } = {
  'in-step': { kind: 'in-step', serial: HELD },
  behind,
  ahead: { kind: 'ahead', by: 3, held: HELD, newest: { ...newest, serial: HELD - 3 } },
  disagree: { kind: 'disagree', primaries: [older, newest] },
  incomparable: { kind: 'incomparable', held: HELD, other: newest },
  'never-transferred': { kind: 'never-transferred', reachable: true },
  'notify-missing': { kind: 'notify-missing', checkedAt: NOW - 3 * HOUR, since: NOW - 2 * HOUR },
  'one-primary-asked': { kind: 'one-primary-asked', asked: older, newer: newest },
  'name-server-older': {
    kind: 'name-server-older',
    name: plain('ns1.example'),
    serial: HELD - 1,
    held: HELD,
  },
  'nothing-to-compare': { kind: 'nothing-to-compare' },
};

const soa = { serial: HELD, refresh: 1, retry: 1, expire: 1 };
const TROUBLES: Readonly<Record<Exclude<Trouble, 'tsig'>, SoaOutcome>> = {
  refuses: { kind: 'refused' },
  silent: { kind: 'timeout', waited: 4000 },
  'closed-port': { kind: 'closed-port' },
  unreachable: { kind: 'unreachable', code: 'ENETUNREACH' },
  'not-authoritative': { kind: 'not-authoritative', soa },
  expired: { kind: 'servfail' },
  fails: { kind: 'rcode', rcode: 4, name: 'NOTIMP' },
  'unknown-zone': { kind: 'nxdomain' },
  lame: { kind: 'lame' },
  unreadable: { kind: 'bad-message' },
  'not-askable': { kind: 'bad-server' },
};

const TSIG: Readonly<Record<TsigProblem, RegExp>> = {
  'bad-key': /BADKEY/,
  'bad-sig': /BADSIG/,
  'bad-time': /BADTIME/,
  'bad-trunc': /BADTRUNC/,
  unsigned: /without a signature/,
  'bad-mac': /another secret/,
  'other-key': /another key/,
  'other-error': /refuses the signature/,
};

const NOT_ASKED: Readonly<Record<NotAsked, RegExp>> = {
  gone: /no longer in the account/,
  unknown: /not known/,
  'no-address': /no address/,
  'port-zero': /port 0/,
  'private-address': /Cloudflare cannot reach/,
  'unusable-address': /No server can be reached/,
  'too-many': /more peers than are asked/,
};

const entries = <K extends string, V>(record: Readonly<Record<K, V>>): readonly (readonly [K, V])[] =>
  Object.entries(record) as [K, V][];

const trouble = (kind: Trouble, outcome: SoaOutcome): Verdict => ({
  kind: 'primary-trouble',
  trouble: kind,
  primary: primary('Frankfurt', outcome),
});
const tsig = (problem: TsigProblem, skew?: number): Verdict =>
  trouble('tsig', { kind: 'tsig', problem, skew });
const notAsked = (why: NotAsked): Verdict => ({
  kind: 'not-asked',
  why,
  primary: { ...primary('Frankfurt', { kind: 'cancelled' }), answer: undefined, notAsked: why },
});

const troubles = entries(TROUBLES).map(([kind, outcome]) => trouble(kind, outcome));
const ALL: readonly Verdict[] = [
  ...Object.values(SERIALS),
  { kind: 'never-transferred', reachable: false },
  ...troubles,
  ...entries(TSIG).map(([problem]) => tsig(problem)),
  tsig('bad-time', 3600),
  trouble('tsig', { kind: 'unusable-key', problem: 'bad-secret' }),
  ...entries(NOT_ASKED).map(([why]) => notAsked(why)),
];

describe('a verdict in words', () => {
  it('has a sentence of its own', () => {
    const sentences = ALL.map((verdict) => told(verdict).sentence);
    assert.equal(new Set(sentences).size, ALL.length, sentences.join('\n'));
    for (const sentence of sentences) {
      assert.match(sentence, /\.$/);
      assert.doesNotMatch(sentence, /undefined|NaN|\{\d\}/);
    }
  });

  it('says what to do, unless all is well', () => {
    for (const verdict of ALL) {
      assert.equal(told(verdict).advice === '', verdict.kind === 'in-step', told(verdict).sentence);
    }
  });

  it('gives the serials as operators write them', () => {
    assert.match(told(SERIALS['in-step']).sentence, /2019102400/);
    assert.match(told(behind).sentence, /by 5\b.*2019102405.*2019102400/);
    assert.match(told(SERIALS.ahead).sentence, /by 3\b.*2019102400.*2019102397.*went back/);
    assert.match(told(SERIALS.incomparable).sentence, /2019102400.*2019102405/);
    assert.match(
      told(SERIALS.disagree).sentence,
      /Singapore \(192.0.2.54:53\) 2019102400.*Frankfurt.*2019102405/,
    );
    assert.match(told(SERIALS['name-server-older']).sentence, /ns1\.example.*2019102399.*2019102400/);
  });

  it('says for how long a zone is behind, where that is known', () => {
    assert.match(told(behind).sentence, /at least 2 hr/);
    assert.doesNotMatch(told({ ...behind, since: undefined }).sentence, /at least/);
    assert.doesNotMatch(told({ ...behind, since: NOW }).sentence, /at least/);
  });

  it('says that it is so from here, where Cloudflare may see something else', () => {
    const everywhere = new Set<Trouble>(['unreadable', 'not-askable']);
    for (const verdict of troubles) {
      const isLocal = verdict.kind === 'primary-trouble' && !everywhere.has(verdict.trouble);
      assert.equal(/from here/.test(told(verdict).all), isLocal, told(verdict).all);
    }
    for (const verdict of ALL.filter(
      ({ kind }) => kind === 'never-transferred' || kind === 'nothing-to-compare',
    )) {
      assert.match(told(verdict).all, /from here/);
    }
  });

  for (const [problem, words] of entries(TSIG)) {
    it(`tells ${problem} of a TSIG`, () => assert.match(told(tsig(problem)).sentence, words));
  }

  it('tells by how much clocks differ', () =>
    assert.match(told(tsig('bad-time', -3600)).sentence, /-3600 s/));

  for (const [why, words] of entries(NOT_ASKED)) {
    it(`tells why a peer was not asked: ${why}`, () => assert.match(told(notAsked(why)).sentence, words));
  }

  it('names the primary and its address', () => {
    for (const verdict of [...troubles, tsig('bad-sig'), behind]) {
      assert.match(told(verdict).sentence, /Frankfurt \(192\.0\.2\.53:53\)/);
    }
  });

  it('says for how long a zone is behind from one second on', () => {
    const behindSince = (milliseconds: number) =>
      told({ ...behind, since: NOW - milliseconds } as Verdict).sentence;
    assert.equal(
      behindSince(999),
      'Behind by 5: Frankfurt (192.0.2.53:53) has serial 2019102405, Cloudflare holds 2019102400.',
    );
    assert.match(behindSince(1000), /at least 1 sec/);
  });

  it('tells primaries that disagree apart', () => {
    assert.equal(
      told(SERIALS.disagree).sentence,
      'The primaries disagree: Singapore (192.0.2.54:53) 2019102400, Frankfurt (192.0.2.53:53) 2019102405.',
    );
  });

  it('has the code of an answer in brackets, where there is one', () => {
    const sentence = (kind: Trouble, outcome: SoaOutcome) => told(trouble(kind, outcome)).sentence;
    const where = 'Frankfurt (192.0.2.53:53)';
    assert.equal(
      sentence('unreachable', { kind: 'unreachable', code: 'ENETUNREACH' }),
      `${where} cannot be reached (ENETUNREACH).`,
    );
    assert.equal(sentence('fails', { kind: 'servfail' }), `${where} fails to answer (SERVFAIL).`);
    assert.equal(
      sentence('fails', { kind: 'rcode', rcode: 4, name: 'NOTIMP' }),
      `${where} fails to answer (NOTIMP).`,
    );
    assert.equal(sentence('fails', { kind: 'refused' }), `${where} fails to answer.`);
  });

  it('says beside what is so from here what to do about a server', () => {
    const advice = {
      'closed-port': /^Check the peer’s address and port\. That is so from here/,
      'not-authoritative': /^Make the peer point to a server .+ That is so from here/,
      expired: /^Fix the transfer to that server.+ That is so from here/,
      fails: /^See the log of that server\. That is so from here/,
      'unknown-zone': /^Set the zone up on that server.+ That is so from here/,
      lame: /^Set the zone up on that server.+ That is so from here/,
    };
    for (const [kind, words] of entries(advice)) {
      assert.match(told(trouble(kind, TROUBLES[kind])).advice, words);
    }
  });

  it('says so of a TSIG of which no more is known', () => {
    const primaryView = { ...primary('Frankfurt', { kind: 'silent' }), answer: undefined };
    for (const view of [primaryView, primary('Frankfurt', { kind: 'silent' })]) {
      assert.equal(
        told({ kind: 'primary-trouble', trouble: 'tsig', primary: view }).sentence,
        'TSIG fails with Frankfurt (192.0.2.53:53).',
      );
    }
  });

  it('stands out by whether all is well, something is wrong, or it cannot be told', () => {
    const tones = entries(SERIALS).map(([kind, verdict]) => [kind, verdictTone(verdict)]);
    assert.deepEqual(Object.fromEntries(tones), {
      'in-step': 'good',
      behind: 'warning',
      ahead: 'bad',
      disagree: 'bad',
      incomparable: 'bad',
      'never-transferred': 'warning',
      'notify-missing': 'warning',
      'one-primary-asked': 'warning',
      'name-server-older': 'warning',
      'nothing-to-compare': 'neutral',
    });
    assert.deepEqual([verdictTone(tsig('bad-sig')), verdictTone(notAsked('gone'))], ['warning', 'warning']);
  });
});
