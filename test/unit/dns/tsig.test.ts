import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { type TsigKey, tsigSigner } from '../../../src/dns/tsigKey.ts';
import { answerTo, KEY, NOW, read, SOA, sentQuery, signAnswer, signerOf } from './messages.ts';

const algorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((hash) => `hmac-${hash}`);

/** What a client with `ours` makes of the answer of a server with `theirs`, whose clock is ahead so many seconds. */
function exchange(ours: TsigKey, theirs: TsigKey, ahead = 0) {
  const sent = sentQuery(signerOf(ours));
  const answer = answerTo(sent.query, { answers: [SOA] });
  return read(sent, signAnswer(answer, sent, signerOf(theirs), NOW + ahead))?.outcome;
}

describe('a signed answer (RFC 8945)', () => {
  for (const algorithm of [...algorithms, 'HMAC-SHA256.', 'hmac-md5.sig-alg.reg.int.']) {
    it(`is believed with ${algorithm}`, () => {
      const key = { ...KEY, algorithm };
      assert.equal(exchange(key, key)?.kind, 'ok');
    });
  }

  it('is believed whatever the letters of the key', () => {
    assert.equal(exchange(KEY, { ...KEY, name: 'CF-Key.' })?.kind, 'ok');
  });

  for (const [what, theirs, problem] of [
    ['another secret', { secret: 'b3RoZXI=' }, 'bad-mac'],
    ['another name', { name: 'other-key' }, 'other-key'],
    ['another algorithm', { algorithm: 'hmac-sha512' }, 'other-key'],
  ] as const) {
    it(`is not believed with ${what}`, () => {
      assert.deepEqual(exchange(KEY, { ...KEY, ...theirs }), { kind: 'tsig', problem, skew: undefined });
    });
  }

  for (const ahead of [301, -301]) {
    it(`is not believed from a clock that is ${ahead} s ahead`, () => {
      assert.deepEqual(exchange(KEY, KEY, ahead), { kind: 'tsig', problem: 'bad-time', skew: ahead });
    });
  }

  it('is believed from a clock that is 300 s ahead', () => {
    assert.equal(exchange(KEY, KEY, 300)?.kind, 'ok');
  });

  it('must answer this very query', () => {
    const earlier = sentQuery(signerOf({ ...KEY, secret: 'b3RoZXI=' }));
    const sent = sentQuery(signerOf(KEY));
    const replayed = signAnswer(answerTo(sent.query, { answers: [SOA] }), earlier, signerOf(KEY));
    assert.deepEqual(read(sent, replayed)?.outcome, { kind: 'tsig', problem: 'bad-mac', skew: undefined });
  });

  it('must be signed, unless it is an error', () => {
    const sent = sentQuery(signerOf(KEY));
    const unsigned = answerTo(sent.query, { answers: [SOA] });
    assert.deepEqual(read(sent, unsigned)?.outcome, { kind: 'tsig', problem: 'unsigned', skew: undefined });
    assert.equal(read(sent, answerTo(sent.query, { flags: 5 }))?.outcome.kind, 'refused');
  });

  it('is not believed with any byte changed', () => {
    const sent = sentQuery(signerOf(KEY));
    const answer = signAnswer(answerTo(sent.query, { answers: [SOA] }), sent, signerOf(KEY));
    for (let at = 0; at < answer.length; at += 1) {
      const changed = Buffer.from(answer);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x01, at);
      assert.notEqual(read(sent, changed)?.outcome.kind, 'ok', `byte ${at}`);
    }
  });
});

describe('a TSIG key', () => {
  for (const [key, problem] of [
    [{ ...KEY, name: 'a..b' }, 'bad-key-name'],
    [{ ...KEY, algorithm: 'gss-tsig' }, 'unknown-algorithm'],
    [{ ...KEY, secret: 'not base64!' }, 'bad-secret'],
    [{ ...KEY, secret: '' }, 'bad-secret'],
  ] as const) {
    it(`that cannot sign has a ${problem}`, () => assert.deepEqual(tsigSigner(key), { ok: false, problem }));
  }

  it('is not shown by what was made of it', () => {
    const sent = sentQuery(signerOf(KEY));
    const shown = inspect(sent, { depth: 9, showHidden: true }) + JSON.stringify(sent);
    assert.ok(!shown.includes(KEY.secret));
    assert.ok(!sent.bytes.includes(Buffer.from(KEY.secret, 'base64')));
  });
});
