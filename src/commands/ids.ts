/** Every command, as package.json contributes it. */
export const COMMANDS = [
  'secondaryDns.signInWithToken',
  'secondaryDns.signInWithKey',
  'secondaryDns.signInFromEnvironment',
  'secondaryDns.signOut',
  'secondaryDns.refresh',
  'secondaryDns.refreshZone',
  'secondaryDns.checkZone',
  'secondaryDns.checkAll',
  'secondaryDns.showDetails',
  'secondaryDns.findZone',
  'secondaryDns.findInView',
  'secondaryDns.filterByState',
  'secondaryDns.clearFilter',
  'secondaryDns.sortByName',
  'secondaryDns.sortByState',
  'secondaryDns.copyPeerTags',
  'secondaryDns.copyPeerTag',
  'secondaryDns.copyPeerAddress',
  'secondaryDns.showPeer',
  'secondaryDns.showZone',
  'secondaryDns.copyZoneId',
  'secondaryDns.copyJson',
  'secondaryDns.copyCurl',
  'secondaryDns.copyRay',
  'secondaryDns.copyValue',
  'secondaryDns.openDashboard',
  'secondaryDns.addZone',
  'secondaryDns.removeZone',
  'secondaryDns.showLog',
  'secondaryDns.openSettings',
] as const;
export type CommandId = (typeof COMMANDS)[number];

/** A handler for each command: one that is missing does not compile. */
export type Handlers = Readonly<Record<CommandId, (argument?: unknown) => unknown>>;
