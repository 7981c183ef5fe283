/** The views and the type of the details panel, as package.json names them. */
export const ZONES_VIEW = 'secondaryDns.zones';
export const PEERS_VIEW = 'secondaryDns.peers';
export const DETAILS_VIEW_TYPE = 'secondaryDns.details';
