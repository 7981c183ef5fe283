import * as l10n from '@vscode/l10n';
import type { DetailsLabels } from '../../webview/protocol.ts';

/** The fixed texts of the details page, in the person's language. */
export function detailsLabels(): DetailsLabels {
  return {
    configuration: l10n.t('Incoming transfer'),
    peers: l10n.t('Peers'),
    notices: l10n.t('Errors and messages'),
    json: l10n.t('Answer of the API'),
    read: l10n.t('Read'),
    notReported: l10n.t('not reported'),
    refresh: l10n.t('Refresh'),
    refreshing: l10n.t('Refreshing…'),
    openDashboard: l10n.t('Open in Cloudflare Dashboard'),
    copyJson: l10n.t('Copy as JSON'),
    copyCurl: l10n.t('Copy as cURL'),
    copyZoneId: l10n.t('Copy Zone ID'),
    copyPeerTags: l10n.t('Copy Peer Tags'),
    copyPeerTag: l10n.t('Copy Peer Tag'),
    columns: {
      name: l10n.t('Name'),
      address: l10n.t('Address'),
      port: l10n.t('Port'),
      ixfr: l10n.t('IXFR'),
      tsig: l10n.t('TSIG'),
      tag: l10n.t('Tag'),
    },
    code: l10n.t('Code'),
    pointer: l10n.t('Pointer'),
    documentation: l10n.t('Documentation'),
    copied: l10n.t('Copied'),
  };
}
