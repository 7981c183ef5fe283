import * as vscode from 'vscode';
import type { Identity } from '../credentials/identity.ts';
import * as l10n from '../text/l10n.ts';
import { type Block, cleanText, lines, type Text, text } from '../text/text.ts';
import { flash, notify } from '../views/notify.ts';
import { jsonText } from '../views/text/jsonText.ts';
import { type Zone, zoneName } from '../zones/zone.ts';
import { peerTags } from './pickPeer.ts';

/** Puts a text on the clipboard and says so in the status bar. Specified in test/ui/palette.test.ts. */
export async function copy(copied: Block, said: Text): Promise<void> {
  await vscode.env.clipboard.writeText(copied);
  flash(said, 'check');
}

/** All peer tags of a zone, one a line. */
export async function copyPeerTags(zone: Zone): Promise<void> {
  const tags = peerTags(zone);
  if (tags.length === 0) {
    return;
  }
  await copy(
    lines(tags),
    tags.length === 1 ? l10n.t('Copied 1 peer tag') : l10n.t('Copied {0} peer tags', tags.length),
  );
}

export async function copyPeerTag(tag: Text): Promise<void> {
  await copy(tag, l10n.t('Copied peer tag {0}', tag));
}

export async function copyZoneId(zone: Zone): Promise<void> {
  await copy(zone.id, l10n.t('Copied the id of {0}', zoneName(zone)));
}

export async function copyJson(zone: Zone): Promise<void> {
  if (zone.incoming === undefined) {
    void notify.info(l10n.t('This zone has not been read yet.'));
    return;
  }
  await copy(jsonText(zone.incoming?.raw ?? null), l10n.t('Copied the configuration as JSON'));
}

/** The request that reads a zone's config, for a shell: it names the environment's variables, not the secret. */
export async function copyCurl(zone: Zone, baseUrl: string, identity: Identity | undefined): Promise<void> {
  const headers =
    identity?.credential.kind === 'key'
      ? [text`X-Auth-Email: $CLOUDFLARE_EMAIL`, text`X-Auth-Key: $CLOUDFLARE_API_KEY`]
      : [text`Authorization: Bearer $CLOUDFLARE_API_TOKEN`];
  const url = cleanText(`${baseUrl}/zones/${zone.id}/secondary_dns/incoming`.replaceAll("'", '%27'));
  const command = [text`curl '${url}'`, ...headers.map((header) => text`  --header "${header}"`)];
  await copy(lines(command, ' \\'), l10n.t('Copied as cURL, without the credential'));
}

/** The id of the request that failed, to be quoted to Cloudflare's support. */
export async function copyRay(zone: Zone): Promise<void> {
  const ray = zone.failure?.ray;
  if (ray === undefined) {
    void notify.info(l10n.t('No request for this zone failed with a Ray ID.'));
    return;
  }
  await copy(ray, l10n.t('Copied the Ray ID {0}', ray));
}
