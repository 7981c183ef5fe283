import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Locator } from 'playwright-core';
import { goneBanner } from '../../src/views/details/banner.ts';
import { type DetailsInput, detailsModel } from '../../src/views/details/detailsModel.ts';
import type { DetailsModel } from '../../src/webview/protocol.ts';
import { launchBrowser } from '../support/host/browser.ts';
import { DetailsPage, type DetailsPageOptions } from '../support/page/detailsPage.ts';
import { THEME_NAMES } from '../support/page/themes.ts';
import { plain } from '../support/values/plain.ts';
import { CHECK, STORY } from '../support/values/story.ts';
import { API_RESULT, failed, incoming, zone } from '../support/values/zones.ts';

const AXE = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url);
const EVIL = '<img src=x onerror="window.hacked=1">[x](command:evil) $(zap) </script>';
const [FIRST = '', SECOND = ''] = API_RESULT.peers;

function modelOf(input: Partial<DetailsInput> = {}): DetailsModel {
  const peer = { id: FIRST, name: 'ns1', ip: '192.0.2.1', port: 53, ixfr: true, tsigId: undefined };
  return detailsModel({
    zone: zone(),
    peer: plain((tag) => plain(tag === FIRST ? peer : undefined)),
    accountPeers: plain({ peers: [peer], failure: undefined }),
    now: Date.parse('2026-11-20T12:00:00Z'),
    overdueFactor: 2,
    locale: 'en',
    ...input,
  });
}

const error = (text: string) => ({
  code: 10_000,
  message: text,
  documentationUrl: `https://example.com/?${encodeURIComponent(text)}`,
  pointer: text,
  chain: [{ code: 6111, message: text, documentationUrl: undefined, pointer: undefined, chain: [] }],
});
const troubled = () =>
  modelOf({
    zone: zone({
      failure: failed('rejected', { status: 400, ray: '8c1-FRA', errors: [error('Bad peer')] }),
      incoming: incoming({ soa_serial: 'twelve' }),
    }),
  });
const withStory = () => modelOf({ zone: zone({ check: CHECK }), history: STORY });

const textOf = async (element: Locator): Promise<string> => (await element.textContent()) ?? '';

describe('the details page', () => {
  let browser: Browser;
  const opened: DetailsPage[] = [];
  const open = async (model: DetailsModel = modelOf(), options: DetailsPageOptions = {}) => {
    const details = await DetailsPage.open(browser, options);
    opened.push(details);
    await details.show(model);
    return details;
  };

  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((details) => details.close()));
  });
  after(() => browser.close());

  it('says that it is ready, and keeps the zone for a reload', async () => {
    const details = await open();
    assert.deepEqual(await details.said(), [{ type: 'ready' }]);
    assert.deepEqual(await details.state(), { zoneId: API_RESULT.id });
  });

  it('shows state, fields, peers and JSON', async () => {
    const { page } = await open(modelOf({ zone: zone({ incoming: incoming({ created_time: null }) }) }));
    assert.equal(await textOf(page.getByRole('heading', { level: 1 })), 'example.com');
    assert.match(await textOf(page.locator('.banner')), /In order/);
    const section = page.getByRole('region', { name: 'Incoming transfer' });
    assert.match(await textOf(section.locator('[data-field=serial]')), /2019102400.*Oct 24, 2019/);
    assert.match(await textOf(section.locator('[data-field=created]')), /not reported/);
    const row = page.getByRole('table', { name: 'Peers' }).getByRole('row').nth(1);
    assert.match(await textOf(row), /ns1\s*192\.0\.2\.1\s*53\s*on\s*none/);
    assert.ok((await textOf(page.locator('pre'))).includes('"auto_refresh_seconds": 86400'));
    assert.equal(await page.getByRole('region', { name: 'Errors and messages' }).count(), 0);
  });

  it('shows errors with code, pointer, causes, request and a link that leads where it says', async () => {
    const { page } = await open(troubled());
    const notices = page.getByRole('region', { name: 'Errors and messages' });
    const text = await textOf(notices);
    for (const part of [
      'Bad peer',
      '10000',
      '6111: Bad peer',
      'cf-ray: 8c1-FRA',
      'Documentation (example.com)',
    ]) {
      assert.ok(text.includes(part), part);
    }
    assert.equal(await notices.getByRole('link').getAttribute('href'), 'https://example.com/?Bad%20peer');
    assert.match(await textOf(page.locator('[data-field=serial]')), /received "twelve"/);
  });

  it('shows hostile texts as they are, and runs none of them', async () => {
    const hostile = zone({
      name: EVIL,
      account: { id: 'a1', name: EVIL },
      incoming: incoming({ name: EVIL, peers: [FIRST], extra: EVIL }),
      messages: [error(EVIL)],
    });
    const peer = { id: FIRST, name: EVIL, ip: EVIL, port: 53, ixfr: false, tsigId: EVIL };
    const details = await open(modelOf({ zone: hostile, peer: plain(() => plain(peer)) }));
    const { page } = details;
    assert.equal(await textOf(page.locator('h1')), EVIL);
    assert.equal(await textOf(page.locator('tbody th').first()), EVIL);
    assert.equal(await page.locator('img, script:not([nonce])').count(), 0);
    assert.equal(await page.evaluate('window.hacked'), undefined);
  });

  it('blocks inline script even where one came in', async () => {
    const { page } = await open();
    await page.evaluate(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (effectiveDirective === 'script-src-attr') resolve();
      });
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.hacked=1">');
    })`);
    assert.equal(await page.evaluate('window.hacked'), undefined);
  });

  it('tabs through everything that can be done, in the order of reading', async () => {
    const { page } = await open();
    const order: string[] = [];
    for (let step = 0; step < 9; step++) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      order.push((await focused.getAttribute('aria-label')) ?? (await textOf(focused)));
      assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none');
    }
    assert.deepEqual(order, [
      'Refresh',
      'Open in Cloudflare Dashboard',
      'Copy as cURL',
      'Check against Primaries',
      'Copy Zone ID',
      'Copy Peer Tags',
      `Copy Peer Tag: ${FIRST}`,
      `Copy Peer Tag: ${SECOND}`,
      'Copy as JSON',
    ]);
  });

  it('asks the extension for what a button says', async () => {
    const details = await open();
    for (const name of [
      'Refresh',
      'Open in Cloudflare Dashboard',
      'Copy Zone ID',
      `Copy Peer Tag: ${SECOND}`,
    ]) {
      await details.page.getByRole('button', { name, exact: true }).press('Enter');
    }
    assert.deepEqual((await details.said()).slice(1), [
      { type: 'refresh' },
      { type: 'openDashboard' },
      { type: 'copyZoneId' },
      { type: 'copyPeerTag', tag: SECOND },
    ]);
  });

  it('shows what the primaries said, what to make of it, and what to do', async () => {
    const { page } = await open(withStory());
    const section = page.getByRole('region', { name: 'Primaries' });
    const verdicts = section.getByRole('listitem');
    const banner = page.locator('.banner');
    assert.match(await textOf(banner), /Behind by 10 .*Wait for the next check/);
    assert.equal(await page.locator('.banner + section').getAttribute('aria-labelledby'), 'primaries-title');
    assert.equal(await verdicts.filter({ hasText: 'Behind by 10' }).count(), 0);
    assert.match(await textOf(verdicts.first()), /NOTIFY seems not to arrive.*Let the primary send NOTIFY/);
    assert.match(await textOf(verdicts.nth(1)), /ns2 .* is silent/);
    const rows = section.getByRole('table', { name: 'Primaries' }).getByRole('row');
    assert.match(await textOf(rows.nth(1)), /ns1192\.0\.2\.1:53Primaryserial 2019102410yesNov 20/);
    assert.match(await textOf(rows.nth(2)), /no answer within 5 s/);
    assert.match(await textOf(rows.nth(3)), /Cloudflareserial 2019102400no–/);
  });

  it('asks for a check once, says that it is under way, and when it has ended', async () => {
    const details = await open();
    const check = details.page.getByRole('region', { name: 'Primaries' }).getByRole('button');
    await check.focus();
    await details.page.keyboard.press('Enter');
    await details.page.keyboard.press('Enter');
    assert.equal(await textOf(check), 'Checking…');
    assert.deepEqual((await details.said()).slice(1), [{ type: 'check' }]);
    await details.show(withStory());
    await details.send({ type: 'checked' });
    assert.equal(await textOf(details.page.locator(':focus')), 'Check against Primaries');
    await details.page
      .getByRole('status')
      .getByText('The primaries were asked')
      .waitFor({ state: 'attached' });
  });

  it('tells the story over time as a drawing with words, a list, and a table of the same', async () => {
    const { page } = await open(withStory());
    const section = page.getByRole('region', { name: 'History' });
    const drawing = section.getByRole('img', { name: /Moves of the serial: 1\. Times of trouble: 2/ });
    assert.equal(await drawing.locator('rect').count(), 2);
    assert.match(await textOf(drawing), /2019102400.*2019102401|2019102401.*2019102400/);
    const troubles = await section.locator('.stretches li').allTextContents();
    assert.match(troubles[0] ?? '', /^Overdue from Nov 19, 2026, 16:00:00 UTC to/);
    assert.match(troubles[1] ?? '', /^Behind since Nov 20, 2026, 11:00:00 UTC/);
    assert.match(
      (await section.locator('.latest li').allTextContents())[0] ?? '',
      /^BehindSerial 2019102401/,
    );
    const table = section.getByRole('table', { name: 'History' });
    assert.equal(await table.count(), 0);
    await section.getByText('All observations').click();
    assert.equal(await table.getByRole('row').count(), STORY.length + 1);
    assert.match(
      await textOf(table.getByRole('row').nth(1)),
      /11:00:00 UTC.*Behind.*2019102401.*10:59:00 UTC/,
    );
  });

  it('keeps the table of observations open, and the focus on it, when another one comes', async () => {
    const details = await open(modelOf({ history: STORY.slice(0, -1) }));
    const summary = details.page.getByText('All observations');
    await summary.focus();
    await details.page.keyboard.press('Enter');
    await details.show(withStory());
    const table = details.page.getByRole('table', { name: 'History' });
    assert.equal(await table.getByRole('row').count(), STORY.length + 1);
    assert.equal(await textOf(details.page.locator(':focus')), 'All observations');
  });

  it('draws nothing of a single moment, and still tells it', async () => {
    const { page } = await open(modelOf({ zone: zone({ askedAt: undefined }), history: STORY.slice(0, 1) }));
    const section = page.getByRole('region', { name: 'History' });
    assert.equal(await section.locator('.chart').count(), 0);
    assert.match(await textOf(section.locator('.latest')), /In order/);
  });

  it('keeps serials and drawing apart', async () => {
    const { page } = await open(withStory());
    const labels = await page.locator('.levels text').last().boundingBox();
    const plot = await page.locator('.plot').boundingBox();
    assert.ok(labels && plot && labels.x + labels.width < plot.x);
  });

  it('says what was copied once it is', async () => {
    const details = await open();
    const live = details.page.locator('[role=status]', { hasText: 'Copied' });
    await details.page.getByRole('button', { name: 'Copy as JSON' }).click();
    assert.equal(await live.count(), 0);
    await details.send({ type: 'copied', request: { type: 'copyJson' } });
    await live.waitFor({ state: 'attached' });
    assert.equal(await details.page.locator('.json .icon-done').count(), 1);
  });

  it('keeps focus and scroll when the data changes', async () => {
    const details = await open(modelOf(), { height: 400 });
    const { page } = details;
    const copy = page.getByRole('button', { name: `Copy Peer Tag: ${SECOND}` });
    await copy.focus();
    const scrolled = await page.evaluate<number>('window.scrollY');
    assert.ok(scrolled > 0);
    const peers = [...API_RESULT.peers].reverse();
    await details.show(modelOf({ zone: zone({ incoming: incoming({ peers, soa_serial: 2_026_112_001 }) }) }));
    assert.match(await textOf(page.locator('[data-field=serial]')), /2026112001/);
    assert.equal(await page.locator(':focus').getAttribute('aria-label'), `Copy Peer Tag: ${SECOND}`);
    assert.equal(await page.evaluate('window.scrollY'), scrolled);
  });

  it('does not ask for a refresh again while one is under way', async () => {
    const details = await open();
    const refresh = details.page.locator('.primary');
    await refresh.focus();
    await details.show(modelOf({ zone: zone({ loading: true }) }));
    assert.equal(await textOf(refresh), 'Refreshing…');
    await details.page.keyboard.press('Enter');
    assert.deepEqual(await details.said(), [{ type: 'ready' }]);
    await details.show(modelOf());
    await details.page.keyboard.press('Enter');
    assert.deepEqual((await details.said()).slice(1), [{ type: 'refresh' }]);
  });

  it('keeps relative times current', async () => {
    const details = await DetailsPage.open(browser, { clock: Date.parse('2026-11-20T12:00:00Z') });
    opened.push(details);
    await details.show(modelOf());
    const checked = details.page.locator('[data-field=checked] .relative');
    assert.equal(await textOf(checked), '1 hour ago');
    await details.page.clock.runFor('02:00:00');
    assert.equal(await textOf(checked), '3 hours ago');
  });

  it('takes everything of a zone away that is no longer known, and shows it again when it is', async () => {
    const details = await open();
    await details.send({ type: 'gone', title: 'Zone Details', banner: goneBanner() });
    const text = await textOf(details.page.locator('body'));
    assert.match(text, /not known here/);
    assert.doesNotMatch(text, /example\.com|2019102400|23ff|269d/);
    assert.equal(await details.page.getByRole('button').count(), 0);
    await details.show(modelOf());
    assert.match(await textOf(details.page.locator('body')), /2019102400/);
  });

  for (const width of [320, 720, 1600]) {
    it(`fits ${width} pixels`, async () => {
      const details = await open(troubled(), { width });
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      assert.equal(await details.page.evaluate(overflow), 0);
      await details.show(withStory());
      await details.page.getByText('All observations').click();
      assert.equal(await details.page.evaluate(overflow), 0);
    });
  }

  for (const theme of THEME_NAMES) {
    for (const [what, model] of [
      ['in order', modelOf],
      ['in trouble', troubled],
      ['with a story', withStory],
    ] as const) {
      it(`has no accessibility violation in ${theme}, ${what}`, async () => {
        const { page } = await open(model(), { theme });
        await page.evaluate(await readFile(AXE, 'utf8'));
        const found = await page.evaluate<readonly { id: string; nodes: readonly { html: string }[] }[]>(
          'axe.run(document).then(({ violations }) => violations)',
        );
        assert.deepEqual(
          found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
          [],
        );
      });
    }
  }
});
