/** The type of the webview panel, as `onWebviewPanel:` names it. */
export const DETAILS_VIEW_TYPE = 'secondaryDns.details';
