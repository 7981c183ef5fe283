import * as vscode from 'vscode';
import type { Peer } from '../cloudflare/peers.ts';
import type { TsigKey } from '../dns/tsigKey.ts';
import { compareKeys, plainName } from '../primaries/compareKeys.ts';
import type { ConfiguredKey } from '../primaries/evaluation.ts';
import type { Id } from '../text/id.ts';
import * as l10n from '../text/l10n.ts';
import { cleanText, joined, type Text } from '../text/text.ts';
import { notify } from '../views/notify.ts';
import type { PrimaryStatement, Zone } from '../zones/zone.ts';

export interface KeyServices {
  readonly statement: (zone: Zone) => PrimaryStatement | undefined;
  /** The key that a statement demands, as its file has it. */
  readonly key: (statement: PrimaryStatement) => ConfiguredKey | undefined;
  readonly peer: (zone: Zone, tag: Id) => Peer | undefined;
  /** Fetches a TSIG of the zone's account; undefined where that fails. */
  readonly tsig: (zone: Zone, tsigId: Id) => Promise<TsigKey | undefined>;
}

/**
 * Holds the key that a primary's configuration demands against the TSIG of the zone's peers: equal or not, in
 * name, algorithm and secret. It asks first, since Cloudflare's answer has the secret; neither secret is shown.
 * Specified in test/ui/primaryConfigurations.test.ts.
 */
export async function compareKey(zone: Zone, services: KeyServices): Promise<void> {
  const statement = services.statement(zone);
  const key = statement && services.key(statement);
  if (statement === undefined || key === undefined) {
    void notify.info(
      l10n.t('No configuration that was read demands a key for this zone. Open it, or check its folder.'),
    );
    return;
  }
  const name = cleanText(key.name);
  const peers = (zone.incoming?.peers ?? [])
    .map((tag) => services.peer(zone, tag))
    .filter((peer) => peer?.tsigId !== undefined);
  if (peers.length === 0) {
    void notify.warn(
      l10n.t('{0} demands the key {1}, and no peer of this zone has a TSIG.', statement.place, name),
    );
    return;
  }
  const compare = l10n.t('Fetch and Compare');
  const chosen = await notify.ask(
    l10n.t('Compare the key {0} with the TSIG of the zone’s peers?', name),
    l10n.t(
      'The TSIG is fetched from Cloudflare with its secret and compared with the one in the file. Neither secret is shown, logged or written.',
    ),
    compare,
  );
  if (chosen !== compare) return;
  for (const peer of peers) {
    const tsig = peer?.tsigId === undefined ? undefined : await services.tsig(zone, peer.tsigId);
    if (peer) report(peer, key, tsig);
  }
}

function report(peer: Peer, key: ConfiguredKey, tsig: TsigKey | undefined): void {
  if (tsig === undefined) {
    void notify.warn(l10n.t('The TSIG of {0} could not be fetched.', peer.name));
    return;
  }
  const name = cleanText(key.name);
  const { differences, unknown } = compared(key, tsig);
  if (differences.length > 0) {
    void notify.warn(l10n.t('{0} and the key {1} differ: {2}.', peer.name, name, joined(differences, ', ')));
  } else if (unknown.length > 0) {
    void notify.info(
      l10n.t(
        '{0} and the key {1} agree, but the file does not state: {2}.',
        peer.name,
        name,
        joined(unknown, ', '),
      ),
    );
  } else {
    void notify.info(
      l10n.t('{0} and the key {1} have the same name, algorithm and secret.', peer.name, name),
    );
  }
}

/** What differs, and what cannot be compared, in words without a secret. */
function compared(
  key: ConfiguredKey,
  tsig: TsigKey,
): { readonly differences: readonly Text[]; readonly unknown: readonly Text[] } {
  const same = compareKeys(key, tsig);
  const algorithm = l10n.t(
    'the algorithm ({0} in the file, {1} at Cloudflare)',
    cleanText(key.algorithm ?? ''),
    cleanText(plainName(tsig.algorithm)),
  );
  return {
    differences: [
      ...(same.name ? [] : [l10n.t('the name ({0} at Cloudflare)', cleanText(plainName(tsig.name)))]),
      ...(same.algorithm === false ? [algorithm] : []),
      ...(same.secret === false ? [l10n.t('the secret')] : []),
    ],
    unknown: [
      ...(same.algorithm === undefined ? [l10n.t('the algorithm')] : []),
      ...(same.secret === undefined ? [l10n.t('the secret')] : []),
    ],
  };
}

/** Opens the file at the statement that decides. */
export async function openStatement({ uri, line }: PrimaryStatement): Promise<void> {
  const at = new vscode.Position(line, 0);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection: new vscode.Range(at, at) });
}
