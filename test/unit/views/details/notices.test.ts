import assert from 'node:assert/strict';
import type { ApiNotice } from '../../../../src/cloudflare/failure.ts';
import { notices } from '../../../../src/views/details/notices.ts';
import { plain } from '../../../support/values/plain.ts';
import { API_RESULT, failed, zone } from '../../../support/values/zones.ts';

const notice = (change: Partial<ApiNotice> = {}): ApiNotice => ({
  code: 1003,
  message: plain('Invalid zone'),
  documentationUrl: undefined,
  pointer: undefined,
  chain: [],
  ...change,
});
const ofMessage = (change: Partial<ApiNotice>) => notices(zone({ messages: [notice(change)] }))[0];

describe('the notices on the page of a zone', () => {
  it('are none after a good answer without messages', () => assert.deepEqual(notices(zone()), []));

  it('are the errors, then the request, then the messages of the failed and of the last good answer', () => {
    const failure = failed('rejected', {
      errors: [notice({ message: plain('error') })],
      messages: [notice({ message: plain('of the failure') })],
    });
    const found = notices(zone({ failure, messages: [notice({ message: plain('of the answer') })] }));
    assert.deepEqual(
      found.map(({ tone, text }) => [tone, text]),
      [
        ['bad', 'error'],
        ['neutral', `The request: GET /zones/${API_RESULT.id}/secondary_dns/incoming`],
        ['neutral', 'of the failure'],
        ['neutral', 'of the answer'],
      ],
    );
  });

  it('say all that is known of a request which failed', () => {
    const failure = failed('rate-limited', {
      status: 429,
      networkCode: 'ECONNRESET',
      ray: '8c1-FRA',
      retryAfter: 1500,
      detail: 'a detail',
    });
    assert.deepEqual(notices(zone({ failure }))[0], {
      tone: 'neutral',
      text: `The request: GET /zones/${API_RESULT.id}/secondary_dns/incoming`,
      code: undefined,
      pointer: undefined,
      link: undefined,
      details: [
        'HTTP status: 429',
        'Network: ECONNRESET',
        'cf-ray: 8c1-FRA',
        'Retry after: 2 s',
        'Detail: a detail',
      ],
    });
  });

  it('say no more of a request than is known', () => {
    assert.deepEqual(notices(zone({ failure: failed('timeout') }))[0]?.details, []);
  });

  it('have words also where the API sent none, and no code where it sent none', () => {
    const silent = ofMessage({ message: plain(''), code: undefined });
    assert.deepEqual([silent?.text, silent?.code], ['Without a message', undefined]);
  });

  it('tell each cause in a line, the causes of a cause too', () => {
    const chain = [
      notice({
        code: 1,
        message: plain('first'),
        chain: [notice({ code: 2, message: plain('inner') })],
      }),
      notice({ code: undefined, message: plain('without a code') }),
      notice({ code: 3, message: plain('') }),
    ];
    assert.deepEqual(ofMessage({ chain })?.details, ['1: first', '2: inner', 'without a code', '3']);
  });

  it('link to pages over https alone', () => {
    const url = 'https://developers.cloudflare.com/api';
    assert.equal(ofMessage({ documentationUrl: plain(url) })?.link, url);
    for (const other of ['http://example.com/', 'command:quit', 'no url', undefined]) {
      assert.equal(ofMessage({ documentationUrl: plain(other) })?.link, undefined);
    }
  });
});
