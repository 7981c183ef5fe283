import * as vscode from 'vscode';
import { DEFAULT_BASE_URL } from '../cloudflare/baseUrl.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Unwiped } from '../privateFiles.ts';
import type { Sessions } from '../sessions.ts';
import type { Id } from '../text/id.ts';
import * as l10n from '../text/l10n.ts';
import type { Text } from '../text/text.ts';
import { notify } from '../views/notify.ts';
import type { PeersView } from '../views/peers/peersView.ts';
import { ZONES_VIEW } from '../views/viewIds.ts';
import type { Checker } from '../zones/checker.ts';
import type { Refresher } from '../zones/refresher.ts';
import { type Zone, zoneName } from '../zones/zone.ts';
import { addZone, removeZone } from './addZone.ts';
import type { Handlers } from './commandIds.ts';
import { copy, copyCurl, copyJson, copyPeerTag, copyPeerTags, copyRay, copyZoneId } from './copy.ts';
import { createToken } from './createToken.ts';
import { filterByState } from './filterByState.ts';
import { choosePeer, peerTags, pickPeer } from './pickPeer.ts';
import { idIn, pickZone, requireSignIn, type ZonePicker } from './pickZone.ts';
import { SignIn, type SignInOptions } from './signIn.ts';
import { signOut } from './signOut.ts';
import { compareKey, type KeyServices, openStatement } from './statement.ts';

export interface CommandServices extends ZonePicker {
  readonly refresher: Refresher;
  readonly checker: Checker;
  readonly peers: PeersView;
  readonly sessions: Sessions;
  readonly vault: Vault;
  /** Brings the zones in line with who is signed in. */
  readonly syncSessions: () => Promise<readonly Unwiped[]>;
  readonly signIn: SignInOptions;
  readonly baseUrl: () => string | undefined;
  readonly now: () => number;
  /** Opens the page of a zone. @param takesFocus whether the page gets the focus, once it has loaded */
  readonly showDetails: (zoneId: string, takesFocus: boolean) => void;
  readonly showLog: () => void;
  readonly clearLog: () => Promise<void>;
  /** Checks the primary configurations of a folder: a URI, or undefined for one that the person chooses. */
  readonly checkFolder: (folder: unknown) => Promise<void>;
  readonly configuredKey: KeyServices['key'];
  /** Raises no alarm for zones that the person refreshes by hand. */
  readonly withoutAlarms: (zoneIds: readonly string[], work: Promise<void>) => Promise<void>;
  /** Refreshes everything. */
  readonly refreshAll: () => Promise<void>;
}

/** What each command does. Specified in test/ui/palette.test.ts. */
export function handlers(services: CommandServices): Handlers {
  const { store, view, refresher, sessions } = services;
  const signIn = new SignIn(services.signIn);
  const onZone =
    (title: () => Text, run: (zone: Zone, argument: unknown) => unknown, among?: (zone: Zone) => boolean) =>
    async (argument?: unknown): Promise<void> => {
      const zone = await pickZone(services, argument, title(), among);
      if (zone) {
        await run(zone, argument);
      }
    };
  const findZone = onZone(
    () => l10n.t('Find a zone'),
    (zone) => view.reveal(zone.id),
  );
  const keys: KeyServices = {
    statement: (zone) => store.statement(zone),
    key: services.configuredKey,
    peer: (zone, tag) => store.peerOf(zone, tag),
    tsig: async (zone, tsigId) => sessions.access(zone)?.tsig(tsigId),
  };
  const configured = ({ incoming }: Zone) => (incoming?.peers?.length ?? 0) > 0;
  /** All zones, or those of an account's row. */
  const zonesOf = (argument: unknown): readonly string[] => {
    const accountId = idIn(argument, 'accountId');
    return [...store.zones.values()]
      .filter(({ account }) => accountId === undefined || account?.id === accountId)
      .map(({ id }) => id);
  };
  const peerTagOf = async (zone: Zone | undefined): Promise<Id | undefined> =>
    zone && choosePeer(store, peerTags(zone), l10n.t('Copy peer tag'));
  const hasRay = ({ failure }: Zone) => failure?.ray !== undefined;
  return {
    'secondaryDns.signInWithToken': () => signIn.withToken(),
    'secondaryDns.signInWithKey': () => signIn.withKey(),
    'secondaryDns.signInFromEnvironment': () => signIn.fromEnvironment(),
    'secondaryDns.createToken': () => createToken(),
    'secondaryDns.signOut': () => signOut(services),
    'secondaryDns.refresh': () => requireSignIn(store) && services.refreshAll(),
    'secondaryDns.refreshZone': onZone(
      () => l10n.t('Refresh a zone'),
      (zone) => view.busy(services.withoutAlarms([zone.id], refresher.refreshZone(zone.id))),
    ),
    'secondaryDns.checkZone': onZone(
      () => l10n.t('Check a zone against its primaries'),
      (zone) => view.busy(services.withoutAlarms([zone.id], services.checker.checkZone(zone.id))),
    ),
    'secondaryDns.checkAll': (argument) => {
      if (!requireSignIn(store)) {
        return;
      }
      const zoneIds = zonesOf(argument);
      return view.busy(services.withoutAlarms(zoneIds, services.checker.checkZones(zoneIds)));
    },
    'secondaryDns.showDetails': onZone(
      () => l10n.t('Show the details of a zone'),
      (zone, argument) => services.showDetails(zone.id, idIn(argument, 'zoneId') === undefined),
    ),
    'secondaryDns.findZone': findZone,
    'secondaryDns.findInView': async () => {
      await vscode.commands.executeCommand(`${ZONES_VIEW}.focus`);
      await vscode.commands.executeCommand('list.find');
    },
    'secondaryDns.filterByState': () => filterByState(view),
    'secondaryDns.clearFilter': () => view.arrange({ states: undefined }),
    'secondaryDns.sortByName': () => view.arrange({ order: 'name' }),
    'secondaryDns.sortByState': () => view.arrange({ order: 'state' }),
    'secondaryDns.copyPeerTags': onZone(
      () => l10n.t('Copy the peer tags of a zone'),
      copyPeerTags,
      configured,
    ),
    'secondaryDns.copyPeerTag': async (argument) => {
      const tag =
        idIn(argument, 'tag') ??
        (await peerTagOf(
          await pickZone(services, argument, l10n.t('Copy a peer tag of a zone'), configured),
        ));
      if (tag !== undefined) {
        await copyPeerTag(tag);
      }
    },
    'secondaryDns.copyPeerAddress': async (argument) => {
      const tag = await pickPeer(store, argument, l10n.t('Copy the address of a peer'));
      if (tag === undefined) {
        return;
      }
      const address = store.peer(tag)?.ip;
      if (address === undefined) {
        void notify.info(l10n.t('This peer has no address.'));
      } else {
        await copy(address, l10n.t('Copied the address {0}', address));
      }
    },
    'secondaryDns.showPeer': async (argument) => {
      const tag = await pickPeer(store, argument, l10n.t('Show a peer'));
      if (tag !== undefined && !(await services.peers.reveal(tag))) {
        void notify.info(l10n.t('The peer {0} is no longer in the list.', tag));
      }
    },
    'secondaryDns.showZone': findZone,
    'secondaryDns.copyZoneId': onZone(() => l10n.t('Copy the id of a zone'), copyZoneId),
    'secondaryDns.copyJson': onZone(() => l10n.t('Copy the configuration of a zone as JSON'), copyJson),
    'secondaryDns.copyCurl': onZone(
      () => l10n.t('Copy the request for a zone as cURL'),
      (zone) => {
        const identity = sessions.identities.find(({ id }) => id === zone.readerIds[0]);
        return copyCurl(zone, services.baseUrl() ?? DEFAULT_BASE_URL, identity);
      },
    ),
    'secondaryDns.copyRay': onZone(() => l10n.t('Copy the Ray ID of a failed request'), copyRay, hasRay),
    'secondaryDns.copyValue': async (argument) => {
      const value = view.tree.valueOf(argument) ?? services.peers.valueOf(argument);
      if (value === undefined) {
        void notify.info(l10n.t('The rows were just redrawn: try again.'));
      } else {
        await copy(value, l10n.t('Copied {0}', value));
      }
    },
    'secondaryDns.openDashboard': onZone(
      () => l10n.t('Open a zone in the Cloudflare dashboard'),
      (zone) => vscode.env.openExternal(vscode.Uri.parse(dashboardUrl(zone), true)),
    ),
    'secondaryDns.checkFolder': (argument) => services.checkFolder(argument),
    'secondaryDns.openStatement': onZone(
      () => l10n.t('Open what the primary’s configuration says of a zone'),
      async (zone) => {
        const statement = store.statement(zone);
        if (statement) await openStatement(statement);
      },
      (zone) => store.statement(zone) !== undefined,
    ),
    'secondaryDns.compareKey': onZone(
      () => l10n.t('Compare the TSIG of a zone with its primary’s configuration'),
      (zone) => compareKey(zone, keys),
      (zone) => store.statement(zone)?.key !== undefined,
    ),
    'secondaryDns.addZone': () => addZone(store, refresher, view),
    'secondaryDns.removeZone': (argument) => removeZone(services, argument),
    'secondaryDns.showLog': () => services.showLog(),
    'secondaryDns.openSettings': () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'secondaryDns.'),
  };
}

/** The DNS page of a zone; the dashboard asks which account where that is not known. */
function dashboardUrl(zone: Zone): string {
  const name = encodeURIComponent(zoneName(zone));
  return zone.account
    ? `https://dash.cloudflare.com/${zone.account.id}/${name}/dns`
    : `https://dash.cloudflare.com/?to=/:account/${name}/dns`;
}
