import * as vscode from 'vscode';
import type { PageAction } from '../webview/protocol.ts';
import type { CommandId } from './commandIds.ts';

/** The command that does what a page asks for: an action without one does not compile. */
const COMMANDS: Readonly<Record<PageAction, CommandId>> = {
  refresh: 'secondaryDns.refreshZone',
  check: 'secondaryDns.checkZone',
  openDashboard: 'secondaryDns.openDashboard',
  openStatement: 'secondaryDns.openStatement',
  copyJson: 'secondaryDns.copyJson',
  copyCurl: 'secondaryDns.copyCurl',
  copyZoneId: 'secondaryDns.copyZoneId',
  copyPeerTags: 'secondaryDns.copyPeerTags',
  copyPeerTag: 'secondaryDns.copyPeerTag',
};

/**
 * Does what the details page of a zone asks for.
 * Specified in test/ui/details.test.ts.
 * @param tag the peer that it is about, if any
 */
export function runPageAction(
  action: PageAction,
  about: { readonly zoneId: string; readonly tag?: string },
): Thenable<unknown> {
  return vscode.commands.executeCommand(COMMANDS[action], about);
}
