import assert from 'node:assert/strict';
import { type SoaOutcome, type TsigProblem, unanswered } from '../../../../src/dns/answer.ts';
import { answerText } from '../../../../src/views/text/answerText.ts';

const soa = { serial: 2_019_102_400, refresh: 1, retry: 1, expire: 1 };

/** Typed so that none can be left out. */
const TSIG: Readonly<Record<TsigProblem, string>> = {
  'bad-key': 'TSIG refused (BADKEY)',
  'bad-sig': 'TSIG refused (BADSIG)',
  'bad-time': 'TSIG refused (BADTIME)',
  'bad-trunc': 'TSIG refused (BADTRUNC)',
  'other-error': 'TSIG refused',
  unsigned: 'an answer without a signature',
  'bad-mac': 'an answer with a wrong signature',
  'other-key': 'an answer with a wrong signature',
};

/** Typed so that none can be left out. */
const TEXTS: {
  readonly [K in Exclude<SoaOutcome['kind'], 'tsig'>]: readonly [Extract<SoaOutcome, { kind: K }>, string];
} = {
  ok: [{ kind: 'ok', soa }, 'serial 2019102400'],
  'not-authoritative': [{ kind: 'not-authoritative', soa }, 'serial 2019102400, without authority'],
  refused: [{ kind: 'refused' }, 'refused'],
  nxdomain: [{ kind: 'nxdomain' }, 'no such name (NXDOMAIN)'],
  'no-soa': [{ kind: 'no-soa' }, 'no zone of this name'],
  lame: [{ kind: 'lame' }, 'refers to others'],
  servfail: [{ kind: 'servfail' }, 'failed (SERVFAIL)'],
  rcode: [{ kind: 'rcode', rcode: 4, name: 'NOTIMP' }, 'failed (NOTIMP)'],
  'bad-message': [{ kind: 'bad-message' }, 'an answer that cannot be trusted'],
  timeout: [{ kind: 'timeout', waited: 4001 }, 'no answer within 5 s'],
  silent: [{ kind: 'silent' }, 'not asked: it had just been silent'],
  'closed-port': [{ kind: 'closed-port' }, 'refused the connection'],
  unreachable: [{ kind: 'unreachable', code: 'ENETUNREACH' }, 'unreachable (ENETUNREACH)'],
  'bad-name': [{ kind: 'bad-name', problem: 'empty' }, 'not asked: the zone’s name cannot be asked for'],
  'bad-server': [{ kind: 'bad-server' }, 'not asked: no address that can be used'],
  'unusable-key': [{ kind: 'unusable-key', problem: 'bad-secret' }, 'not asked: the TSIG cannot sign'],
  cancelled: [{ kind: 'cancelled' }, 'cancelled'],
};

describe('the answer of a server in a few words', () => {
  for (const [outcome, text] of Object.values(TEXTS)) {
    it(`is "${text}"`, () => assert.equal(answerText(unanswered(outcome)), text));
  }

  it('has the server’s own words after it, where it added any', () => {
    const extendedErrors = [
      { code: 24, text: 'zone expired' },
      { code: 7, text: '' },
    ];
    assert.equal(
      answerText({ ...unanswered({ kind: 'refused' }), extendedErrors }),
      'refused · extended error 24: zone expired · extended error 7',
    );
  });

  for (const [problem, text] of Object.entries(TSIG) as [TsigProblem, string][]) {
    it(`is "${text}" for the TSIG problem ${problem}`, () => {
      assert.equal(answerText(unanswered({ kind: 'tsig', problem, skew: undefined })), text);
    });
  }
});
