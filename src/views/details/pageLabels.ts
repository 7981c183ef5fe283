import * as l10n from '../../text/l10n.ts';
import type { DetailsLabels } from '../../webview/protocol.ts';

/** The fixed texts of the details page, in the person's language. */
export function detailsLabels(): DetailsLabels {
  return {
    configuration: l10n.t('Incoming transfer'),
    peers: l10n.t('Peers'),
    primaries: l10n.t('Primaries'),
    statement: l10n.t('Primary’s configuration'),
    history: l10n.t('History'),
    notices: l10n.t('Errors and messages'),
    json: l10n.t('Answer of the API'),
    read: l10n.t('Read'),
    notReported: l10n.t('not reported'),
    refresh: l10n.t('Refresh'),
    refreshing: l10n.t('Refreshing…'),
    check: l10n.t('Check against Primaries'),
    checking: l10n.t('Checking…'),
    checked: l10n.t('The primaries were asked'),
    asked: l10n.t('Asked'),
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
    serverColumns: {
      name: l10n.t('Server'),
      address: l10n.t('Address'),
      role: l10n.t('Role'),
      said: l10n.t('Answer'),
      signed: l10n.t('Signed'),
      since: l10n.t('Serial first seen'),
    },
    historyColumns: {
      at: l10n.t('Seen'),
      state: l10n.t('State'),
      serial: l10n.t('Serial'),
      checked: l10n.t('Last check'),
    },
    historyKey: {
      serial: l10n.t('serial'),
      unsure: l10n.t('moved at some time between'),
      check: l10n.t('check of the primary'),
      trouble: l10n.t('needs attention'),
    },
    historyTable: l10n.t('All observations'),
    latest: l10n.t('Latest observations'),
    code: l10n.t('Code'),
    pointer: l10n.t('Pointer'),
    documentation: l10n.t('Documentation'),
    copied: l10n.t('Copied'),
  };
}
