import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DEFAULT_BASE_URL } from '../cloudflare/baseUrl.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Sessions } from '../sessions.ts';
import { ZONES_VIEW } from '../views/tree/zonesView.ts';
import type { Refresher } from '../zones/refresher.ts';
import type { Zone } from '../zones/zone.ts';
import { zoneName } from '../zones/zone.ts';
import {
  copy,
  copyCurl,
  copyJson,
  copyPeerTag,
  copyPeerTags,
  copyRay,
  copyZoneId,
  pickPeerTag,
} from './copy.ts';
import { filterByState } from './filter.ts';
import type { Handlers } from './ids.ts';
import { pickZone, stringIn, type ZonePicker } from './pickZone.ts';
import type { SignIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { addZone, removeZone } from './zones.ts';

export interface CommandServices extends ZonePicker {
  readonly refresher: Refresher;
  readonly sessions: Sessions;
  readonly vault: Vault;
  readonly signIn: SignIn;
  readonly baseUrl: () => string | undefined;
  readonly now: () => number;
  /** Opens the page of a zone. */
  readonly showDetails: (zoneId: string) => void;
  readonly showLog: () => void;
  /** Reads all that is known anew. */
  readonly refreshAll: () => Promise<void>;
}

/** What each command does. */
export function handlers(services: CommandServices): Handlers {
  const { store, view, refresher, vault, signIn, sessions } = services;
  const onZone =
    (title: () => string, run: (zone: Zone) => unknown) =>
    async (argument?: unknown): Promise<void> => {
      const zone = await pickZone(services, argument, title());
      if (zone) {
        await run(zone);
      }
    };
  const configured = ({ incoming }: Zone) => (incoming?.peers?.length ?? 0) > 0;
  const hasRay = ({ failure }: Zone) => failure?.ray !== undefined;
  return {
    'secondaryDns.signInWithToken': () => signIn.withToken(),
    'secondaryDns.signInWithKey': () => signIn.withKey(),
    'secondaryDns.signInFromEnvironment': () => signIn.fromEnvironment(),
    'secondaryDns.signOut': () => signOut(vault, services.now()),
    'secondaryDns.refresh': () => services.refreshAll(),
    'secondaryDns.refreshZone': onZone(
      () => l10n.t('Refresh a zone'),
      (zone) => view.busy(refresher.refreshZone(zone.id)),
    ),
    'secondaryDns.showDetails': onZone(
      () => l10n.t('Show the details of a zone'),
      (zone) => services.showDetails(zone.id),
    ),
    'secondaryDns.findZone': onZone(
      () => l10n.t('Find a zone'),
      (zone) => view.reveal(zone.id),
    ),
    'secondaryDns.findInView': async () => {
      await vscode.commands.executeCommand(`${ZONES_VIEW}.focus`);
      await vscode.commands.executeCommand('list.find');
    },
    'secondaryDns.filterByState': () => filterByState(view),
    'secondaryDns.clearFilter': () => view.arrange({ states: undefined }),
    'secondaryDns.sortByName': () => view.arrange({ order: 'name' }),
    'secondaryDns.sortByState': () => view.arrange({ order: 'state' }),
    'secondaryDns.copyPeerTags': async (argument) => {
      const zone = await pickZone(services, argument, l10n.t('Copy the peer tags of a zone'), configured);
      if (zone) {
        await copyPeerTags(zone);
      }
    },
    'secondaryDns.copyPeerTag': async (argument) => {
      const tag = stringIn(argument, 'tag');
      const zone = tag
        ? undefined
        : await pickZone(services, argument, l10n.t('Copy a peer tag of a zone'), configured);
      const picked = tag ?? (zone && (await pickPeerTag(zone, (tag) => store.peer(tag))));
      if (picked) {
        await copyPeerTag(picked);
      }
    },
    'secondaryDns.copyZoneId': onZone(() => l10n.t('Copy the id of a zone'), copyZoneId),
    'secondaryDns.copyJson': onZone(() => l10n.t('Copy the configuration of a zone as JSON'), copyJson),
    'secondaryDns.copyCurl': onZone(
      () => l10n.t('Copy the request for a zone as cURL'),
      (zone) => {
        const identity = sessions.identities.find(({ id }) => id === zone.readers[0]);
        return copyCurl(zone, services.baseUrl() ?? DEFAULT_BASE_URL, identity);
      },
    ),
    'secondaryDns.copyRay': async (argument) => {
      const zone = await pickZone(services, argument, l10n.t('Copy the Ray ID of a failed request'), hasRay);
      if (zone) {
        await copyRay(zone);
      }
    },
    'secondaryDns.copyValue': async (argument) => {
      const value = view.tree.valueOf(argument);
      if (value !== undefined) {
        await copy(value, l10n.t('Copied {0}', value));
      }
    },
    'secondaryDns.openDashboard': onZone(
      () => l10n.t('Open a zone in the Cloudflare dashboard'),
      (zone) => vscode.env.openExternal(vscode.Uri.parse(dashboardUrl(zone), true)),
    ),
    'secondaryDns.addZone': () => addZone(store, refresher, view),
    'secondaryDns.removeZone': (argument) => removeZone(services, argument),
    'secondaryDns.showLog': () => services.showLog(),
    'secondaryDns.openSettings': () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'secondaryDns.'),
  };
}

/** The DNS page of a zone; the dashboard asks which account where that is not known. */
export function dashboardUrl(zone: Zone): string {
  const name = encodeURIComponent(zoneName(zone));
  return zone.account
    ? `https://dash.cloudflare.com/${encodeURIComponent(zone.account.id)}/${name}/dns`
    : `https://dash.cloudflare.com/?to=/:account/${name}/dns`;
}
