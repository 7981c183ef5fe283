import assert from 'node:assert/strict';
import { type SoaOutcome, unanswered } from '../../../../src/dns/answer.ts';
import { evidence } from '../../../../src/views/details/evidence.ts';
import { answerText } from '../../../../src/views/text/answerText.ts';
import { CHECK, SOA } from '../../../support/values/story.ts';
import { API_RESULT, HOUR, incoming, NOW, zone } from '../../../support/values/zones.ts';

const SPEAKING = { now: NOW, locale: 'en', overdueFactor: 2 };

describe('the primaries on the page of a zone', () => {
  it('are not there for a zone that has none', () => {
    for (const none of [null, undefined, incoming({ peers: [] }), incoming({ peers: null })]) {
      assert.equal(evidence(zone({ incoming: none }), SPEAKING), undefined);
    }
  });

  it('say that they were not asked yet', () => {
    const section = evidence(zone(), SPEAKING);
    assert.match(section?.note ?? '', /not been asked/);
    assert.deepEqual(section?.servers, []);
  });

  it('say what to make of the answers, the most telling first, with what to do', () => {
    const verdicts = evidence(zone({ check: CHECK }), SPEAKING)?.verdicts;
    assert.match(verdicts?.[0]?.sentence ?? '', /^Behind by 10 for at least 1 hr: ns1/);
    assert.match(verdicts?.[0]?.advice ?? '', /transfer/);
    assert.equal(verdicts?.[0]?.tone, 'warning');
    assert.ok(verdicts?.some(({ sentence }) => /ns2 .*is silent/.test(sentence)));
  });

  it('list who was asked, what each said, whether signed, and since when', () => {
    const section = evidence(zone({ check: CHECK }), SPEAKING);
    assert.equal(section?.asked?.time, NOW);
    assert.deepEqual(
      section?.servers.map(({ name, address, role, said, signed, since }) => [
        name,
        address,
        role,
        said,
        signed,
        since?.time,
      ]),
      [
        ['ns1', '192.0.2.1:53', 'Primary', 'serial 2019102410', 'yes', NOW - HOUR],
        ['ns2', '[2001:db8::53]:53', 'Primary', 'no answer within 5 s', 'no', undefined],
        [
          'ns0100.secondary.cloudflare.com',
          '162.159.33.15:53',
          'Cloudflare',
          'serial 2019102400',
          'no',
          undefined,
        ],
      ],
    );
  });

  it('say why one was not asked', () => {
    const [first] = CHECK.primaries;
    assert.ok(first);
    const said = (['gone', 'unknown', 'no-address', 'port-zero'] as const).map((notAsked) => {
      const unasked = { ...first, at: '', answer: undefined, notAsked, since: undefined };
      const section = evidence(zone({ check: { ...CHECK, primaries: [unasked] } }), SPEAKING);
      assert.equal(section?.servers[0]?.address, undefined);
      return section?.servers[0]?.said ?? '';
    });
    assert.equal(new Set(said).size, 4);
    assert.ok(said.every((words) => words.startsWith('not asked: ')));
  });
});

describe('an answer in words', () => {
  const soa = { serial: API_RESULT.soa_serial, ...SOA };
  const outcomes: readonly (readonly [SoaOutcome, RegExp])[] = [
    [{ kind: 'not-authoritative', soa }, /without authority/],
    [{ kind: 'refused' }, /refused/],
    [{ kind: 'nxdomain' }, /NXDOMAIN/],
    [{ kind: 'no-soa' }, /no zone/],
    [{ kind: 'lame' }, /refers/],
    [{ kind: 'servfail' }, /SERVFAIL/],
    [{ kind: 'rcode', rcode: 4, name: 'NOTIMP' }, /NOTIMP/],
    [{ kind: 'bad-message' }, /trusted/],
    [{ kind: 'tsig', problem: 'bad-key', skew: undefined }, /BADKEY/],
    [{ kind: 'tsig', problem: 'unsigned', skew: undefined }, /without a signature/],
    [{ kind: 'tsig', problem: 'bad-mac', skew: undefined }, /wrong signature/],
    [{ kind: 'silent' }, /just been silent/],
    [{ kind: 'closed-port' }, /refused the connection/],
    [{ kind: 'unreachable', code: 'ENETUNREACH' }, /ENETUNREACH/],
    [{ kind: 'bad-name', problem: 'name-too-long' }, /name/],
    [{ kind: 'bad-server' }, /address/],
    [{ kind: 'unusable-key', problem: 'bad-secret' }, /TSIG/],
    [{ kind: 'cancelled' }, /cancelled/],
  ];
  for (const [outcome, words] of outcomes) {
    it(`tells ${'problem' in outcome ? outcome.problem : outcome.kind}`, () => {
      assert.match(answerText(unanswered(outcome)), words);
    });
  }

  it('has the server’s own words, where it added any', () => {
    const answer = {
      ...unanswered({ kind: 'servfail' }),
      extendedErrors: [
        { code: 24, text: 'zone expired' },
        { code: 7, text: '' },
      ],
    };
    assert.equal(
      answerText(answer),
      'failed (SERVFAIL) · extended error 24: zone expired · extended error 7',
    );
  });
});
