import assert from 'node:assert/strict';
import path from 'node:path';
import { runCommand } from '../support/host/command.ts';
import { type Variables, withVariables } from '../support/host/variables.ts';
import type { Order } from '../support/middle/askInChild.ts';
import { hostFetch } from '../support/middle/hostFetch.ts';
import { Network, type Plan } from '../support/middle/network.ts';
import { Stage } from '../support/middle/stage.ts';
import {
  API_HOST,
  DIRECTLY,
  LOCAL_HOST,
  THROUGH_PAC,
  THROUGH_PROXY,
  WAYS,
  type Way,
} from '../support/middle/ways.ts';
import { FROM_START, STRICT, WEAKENINGS, type Weakening } from '../support/middle/weakenings.ts';
import { createAuthority, type Identity, selfSigned } from '../support/net/certificate.ts';
import { startConnectProxy } from '../support/net/connectProxy.ts';
import { CANARIES, CANARY_TOKEN } from '../support/secrets/canary.ts';

const CHILD = path.join(import.meta.dirname, '../support/middle/askInChild.ts');
const NAMES = [API_HOST, LOCAL_HOST];
const YESTERDAY = new Date(Date.now() - 86_400_000);
const authority = createAuthority('Authority of the tests');
const stranger = createAuthority('Stranger');
const namesake = createAuthority('Authority of the tests');
const GOOD = authority.issue(NAMES);
const STRANGER = stranger.issue(NAMES);

/** Certificates that a man in the middle may have, and how they are refused. */
const BAD: readonly (readonly [title: string, identity: Identity, code: string])[] = [
  ['of an authority that is not trusted', STRANGER, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['of an authority with a trusted name', namesake.issue(NAMES), 'CERT_SIGNATURE_FAILURE'],
  ['that vouches for itself', selfSigned(NAMES), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['that has expired', authority.issue(NAMES, YESTERDAY), 'CERT_HAS_EXPIRED'],
  ['of another host', authority.issue(['elsewhere.example']), 'ERR_TLS_CERT_ALTNAME_INVALID'],
];

interface Asked {
  readonly outcomes: readonly string[];
  /** How often VS Code's own fetch was called. */
  readonly fetched: number;
  readonly log: readonly string[];
}

/** What came of asking, and what the other end has heard after the handshakes. */
interface Heard extends Asked {
  readonly heard: string;
  readonly connections: number;
}

/** Asks in this process, with either kind of credential. */
async function askHere(stage: Stage, plan: Plan, variables: Variables): Promise<Asked> {
  const network = new Network(plan);
  const outcomes = await withVariables(variables, () =>
    Promise.all(CANARIES.map(({ credential }) => network.ask(stage.accountId, credential))),
  );
  await network.close();
  return { outcomes, fetched: network.fetched, log: network.log.lines };
}

/** Asks in a process that begins with these variables. */
async function askInChild(stage: Stage, plan: Plan, variables: Variables): Promise<Asked> {
  const credentials = CANARIES.map(({ credential }) => credential);
  const order: Order = { plan, accountId: stage.accountId, credentials };
  const output = await runCommand([process.execPath, CHILD, JSON.stringify(order)], {
    env: { ...process.env, ...variables, NODE_NO_WARNINGS: '1' },
    timeout: 30_000,
  });
  return JSON.parse(output);
}

/** Asks on a way, when a certificate stands before the API. */
async function ask(identity: Identity, way: Way, weakening: Weakening): Promise<Heard> {
  await using stage = await Stage.open(identity);
  const plan = stage.plan(way, weakening, authority.cert);
  const asking = weakening === FROM_START ? askInChild : askHere;
  const asked = await asking(stage, plan, stage.variables(way, weakening));
  return { ...asked, heard: await stage.heard(), connections: stage.front.connections };
}

/** Fails unless the certificate was refused, by us or by VS Code, before anything was sent. */
function assertRefused({ outcomes, heard, connections, fetched }: Heard, way: Way, title: string): void {
  assert.equal(heard, '', title);
  assert.ok(connections > 0, title);
  assert.equal(fetched > 0, way.isHosts, title);
  for (const outcome of outcomes) assert.match(outcome, /^unreachable /, title);
}

/** Fails unless it was not tried at all. */
function assertNotSent({ outcomes, heard, connections, fetched }: Heard, title: string): void {
  assert.deepEqual([heard, connections, fetched], ['', 0, 0], title);
  for (const outcome of outcomes) assert.match(outcome, /^unreachable /, title);
}

/** Fails unless both credentials have come to where they belong, and the log says who has checked that. */
function assertAnswered({ outcomes, heard, log }: Heard, way: Way): void {
  assert.deepEqual(new Set(outcomes), new Set(['answered']), log.join('\n'));
  for (const { secret } of CANARIES) assert.ok(heard.includes(secret), heard);
  assert.ok(
    log.some((line) => line.includes(way.trust)),
    log.join('\n'),
  );
}

describe('a man in the middle', function () {
  this.timeout(60_000);

  for (const way of WAYS) {
    for (const weakening of [STRICT, FROM_START, ...WEAKENINGS]) {
      const isSent = !way.isHosts || weakening === STRICT;
      // A process takes half a second, so that it is started for one certificate alone.
      const certificates = weakening === FROM_START ? BAD.slice(0, 1) : BAD;

      describe(`${way.title}, ${weakening.title},`, () => {
        it('hears nothing, by whatever certificate', async () => {
          for (const [title, identity, code] of certificates) {
            const heard = await ask(identity, way, weakening);
            if (isSent) assertRefused(heard, way, title);
            else assertNotSent(heard, title);
            if (!way.isHosts) assert.deepEqual(new Set(heard.outcomes), new Set([`unreachable ${code}`]));
          }
        });

        it(
          isSent ? 'is not taken for the API, which answers' : 'has no chance, as not even the API is asked',
          async () => {
            const heard = await ask(GOOD, way, weakening);
            if (isSent) assertAnswered(heard, way);
            else assertNotSent(heard, 'a good certificate');
          },
        );
      });
    }
  }

  it('hears nothing through a proxy over TLS whose own certificate is not checked', async () => {
    for (const identity of [STRANGER, GOOD]) {
      await using stage = await Stage.open(identity);
      const proxy = await startConnectProxy({
        target: stage.front.port,
        identity: stranger.issue(['localhost']),
      });
      const plan = {
        ...stage.plan(THROUGH_PROXY, STRICT, authority.cert),
        settings: { proxy: proxy.url, proxyStrictSSL: false },
      };
      const { outcomes } = await askHere(stage, plan, stage.variables(THROUGH_PROXY, STRICT));
      await proxy.close();
      assert.ok(proxy.tunnels.length > 0);
      assert.equal((await stage.heard()) === '', identity === STRANGER, outcomes.join());
    }
  });

  it('hears nothing where VS Code’s own fetch has served before, and is weakened then', async () => {
    await using api = await Stage.open(GOOD);
    await using man = await Stage.open(STRANGER);
    let stage = api;
    const network = new Network({
      ...api.plan(THROUGH_PAC, STRICT, authority.cert),
      get fetchProxy() {
        return stage.plan(THROUGH_PAC, STRICT, authority.cert).fetchProxy;
      },
    });
    const askAll = (weakening: Weakening): Promise<readonly string[]> =>
      withVariables(api.variables(THROUGH_PAC, weakening), () =>
        Promise.all(CANARIES.map(({ credential }) => network.ask(api.accountId, credential))),
      );
    assert.deepEqual(await askAll(STRICT), ['answered', 'answered']);
    stage = man;
    for (const weakening of WEAKENINGS) {
      for (const outcome of await askAll(weakening)) assert.match(outcome, /^unreachable /);
    }
    await network.close();
    assert.equal(await man.heard(), '');
  });

  it('hears nothing by an authority of the system’s, with http.systemCertificates off', async () => {
    const off: Weakening = { ...STRICT, settings: { systemCertificates: false } };
    const { heard, log } = await ask(GOOD, DIRECTLY, off);
    assert.equal(heard, '');
    assert.match(log[0] ?? '', /checked against Node's authorities \(http\.systemCertificates is off\)/);
  });

  for (const weakening of WEAKENINGS) {
    it(`would hear all that VS Code’s own fetch sends ${weakening.title}`, async () => {
      await using stage = await Stage.open(STRANGER);
      const { fetchProxy: proxy, settings } = stage.plan(THROUGH_PAC, weakening, authority.cert);
      const { proxyStrictSSL: isStrict = true } = settings;
      const headers = { authorization: `Bearer ${CANARY_TOKEN}` };
      await withVariables(stage.variables(THROUGH_PAC, weakening), () =>
        hostFetch({ proxy, authority: authority.cert, isStrict }, `https://${API_HOST}/`, { headers }),
      );
      assert.ok((await stage.heard()).includes(CANARY_TOKEN));
    });
  }
});
