import { writeFile } from 'node:fs/promises';
import { RateLimit } from '../../test/support/api/limits.ts';
import { manyZones } from '../../test/support/api/manyZones.ts';
import { readingToken } from '../../test/support/api/readingToken.ts';
import { answerTo } from '../../test/support/api/router.ts';
import { startApi } from '../../test/support/api/server.ts';
import { DEMO_CREDENTIALS } from '../../test/support/api/world.ts';
import { createAuthority } from '../../test/support/net/certificate.ts';
import { type Handler, startTlsServer } from '../../test/support/net/tlsServer.ts';
import { OUR_USER_AGENT } from './ourUserAgent.ts';

/** Zones that a contender warms up with. */
const WARM_UP_ZONES = 100;
/** More than anybody asks: nobody has to wait for it. */
const QUOTA = 1_000_000;

/** The API of the contenders, in a process of its own: over HTTP, and over TLS with HTTP/1.1 and HTTP/2. */
const [, , zones = '2000', caFile = ''] = process.argv;
const world = manyZones(Number(zones), Date.now());
const warmUp = readingToken('w'.repeat(40), 'warm-up', {
  zoneIds: world.zones.slice(0, WARM_UP_ZONES).map(({ id }) => id),
});
world.tokens.push(warmUp);

/** The same answers over TLS. Ours has to come over HTTP/2, or the figure would say something else. */
const answerSecurely: Handler = ({ url = '/', httpVersion, headers }, response) => {
  if (headers['user-agent'] === OUR_USER_AGENT && httpVersion !== '2.0') {
    response.writeHead(505);
    response.end();
    return;
  }
  const { pathname, searchParams } = new URL(url, 'https://localhost');
  const answer = answerTo({ method: 'GET', path: pathname, query: searchParams, headers, body: '' }, world);
  response.writeHead(answer.status, {
    ...answer.headers,
    ratelimit: `"default";r=${QUOTA};t=300`,
    'ratelimit-policy': `"default";q=${QUOTA};w=300`,
  });
  response.end(answer.body);
};

const plain = await startApi(world, { limit: new RateLimit(QUOTA) });
const authority = createAuthority('Bench');
await writeFile(caFile, authority.cert);
const secure = await startTlsServer(authority.issue(['localhost']), 'h2', answerSecurely);
console.log(
  JSON.stringify({
    plain: plain.url,
    secure: `https://localhost:${secure.port}/client/v4`,
    token: DEMO_CREDENTIALS.full,
    warmUpToken: warmUp.secret,
  }),
);
