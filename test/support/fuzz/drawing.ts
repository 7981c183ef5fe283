import assert from 'node:assert/strict';
import type { Peer } from '../../../src/cloudflare/peers.ts';
import { detailsModel } from '../../../src/views/details/detailsModel.ts';
import { detailsHtml } from '../../../src/views/details/pageHtml.ts';
import { configFields } from '../../../src/views/text/configFields.ts';
import type { Row, Tooltip } from '../../../src/views/tree/row.ts';
import { fieldRow, peerRow, zoneRow } from '../../../src/views/zones/zoneRows.ts';
import { zoneTooltip } from '../../../src/views/zones/zoneTooltip.ts';
import type { DetailsModel } from '../../../src/webview/protocol.ts';
import { ZONE_STATES, type ZoneState, zoneState } from '../../../src/zones/state.ts';
import type { AccountPeers } from '../../../src/zones/store.ts';
import type { Zone } from '../../../src/zones/zone.ts';

/** What is known of peers, and when it is. */
export interface Surroundings {
  readonly peer: (tag: string) => Peer | undefined;
  readonly accountPeers: AccountPeers | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** All that the views make of a zone. */
export interface Drawing {
  readonly state: ZoneState;
  readonly rows: readonly Row[];
  readonly tooltip: Tooltip;
  readonly model: DetailsModel;
  readonly html: string;
}

const PAGE = { cspSource: 'https://page.example', nonce: 'n', scriptUri: 's', styleUri: 'c', lang: 'en' };
const SKELETON = markup(detailsHtml({ ...PAGE, title: 'x' }));

/** Draws a zone, and checks what holds of every drawing, whatever the zone. */
export function draw(zone: Zone, { peer, accountPeers, now }: Surroundings): Drawing {
  const context = { now, locale: 'en', overdueFactor: 2 };
  const state = zoneState(zone, now, 2);
  const model = detailsModel({ zone, peer, accountPeers, ...context });
  const rows = [
    zoneRow(zone, state, context),
    ...configFields(zone, context).map((field) => fieldRow(field, context)),
    ...(zone.incoming?.peers ?? []).map((tag) => peerRow(tag, peer(tag))),
  ];
  const tooltip = zoneTooltip(zone, state, (tag) => peer(tag)?.name ?? tag, context);
  const html = detailsHtml({ ...PAGE, title: model.title });
  assert.ok(ZONE_STATES.includes(state));
  for (const { label, description, spoken } of rows) {
    assertTexts([label, description, spoken]);
  }
  assertTexts([tooltip.heading, ...tooltip.sentences]);
  assertTexts(tooltip.facts.flatMap(({ label, value }) => [label, value]));
  assert.doesNotThrow(() => JSON.stringify(model));
  assert.ok(model.notices.every(({ link }) => link === undefined || new URL(link).protocol === 'https:'));
  assert.deepEqual(markup(html), SKELETON);
  return { state, rows, tooltip, model, html };
}

function assertTexts(texts: readonly unknown[]): void {
  for (const text of texts) {
    assert.equal(typeof text, 'string');
    assert.doesNotMatch(String(text), /undefined|NaN|Invalid Date|\[object /);
  }
}

/** The characters of a document that make markup, in their order. */
function markup(html: string): string {
  return html.replaceAll(/[^<>"']/g, '');
}
