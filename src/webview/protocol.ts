/**
 * What the details page and the extension say to each other. All texts arrive ready to be shown, in the
 * person's language; all of it is data, set as text and never as markup.
 */

/** How a thing stands out, by icon and words as well as by colour. */
export type Tone = 'good' | 'bad' | 'warning' | 'neutral' | 'busy';

/** One fact, such as a field of the configuration. */
export interface Field {
  readonly key: string;
  readonly label: string;
  /** Undefined: the API did not report it. */
  readonly value: string | undefined;
  /** Milliseconds since the epoch: the page shows it relative to now beside `value`, and keeps that current. */
  readonly time?: number;
  /** A remark in words, such as what a serial's digits say. */
  readonly note?: string;
  /** An identifier: shown in the editor's font. */
  readonly code?: boolean;
  /** Something is off with this field. */
  readonly tone?: Tone;
}

/** The state of the zone in words. */
export interface Banner {
  readonly tone: Tone;
  readonly headline: string;
  readonly explanation: string;
  /** Times and figures that belong to the explanation. */
  readonly facts: readonly Field[];
  /** What to do or to look at next, a sentence each. */
  readonly advice: readonly string[];
}

export interface PeerRow {
  readonly tag: string;
  /** Undefined where the account's peers may not be read, or no longer hold it. */
  readonly name: string | undefined;
  readonly address: string | undefined;
  readonly port: string | undefined;
  readonly ixfr: string | undefined;
  readonly tsig: string | undefined;
  readonly note?: string;
}

/** An error or a message of the API, or of the way to it. */
export interface Notice {
  readonly tone: Tone;
  readonly text: string;
  readonly code: string | undefined;
  readonly pointer: string | undefined;
  /** Always https. */
  readonly link: string | undefined;
  readonly details: readonly string[];
}

/** A moment in words; `time` is milliseconds since the epoch. */
export interface Timestamp {
  readonly time: number;
  readonly value: string;
}

/** One thing to be said of the zone beside its primaries. */
export interface VerdictItem {
  readonly tone: Tone;
  readonly sentence: string;
  /** What to do next; undefined where nothing is to be done. */
  readonly advice: string | undefined;
}

/** What one server said. */
export interface ServerRow {
  readonly name: string;
  /** With port; undefined where it is not known. */
  readonly address: string | undefined;
  readonly role: string;
  readonly said: string;
  readonly tone: Tone;
  readonly signed: string;
  /** When its serial was first seen there; undefined where that is not known. */
  readonly since: Timestamp | undefined;
}

/** The zone beside its primaries. */
export interface Primaries {
  /** The most telling first. */
  readonly verdicts: readonly VerdictItem[];
  readonly servers: readonly ServerRow[];
  /** When they were asked; undefined when they were not. */
  readonly asked: Timestamp | undefined;
  readonly note: string | undefined;
}

/** What was seen of the zone at one moment. */
export interface HistoryEntry {
  readonly at: Timestamp;
  /** When Cloudflare had checked the primary last. */
  readonly checked: Timestamp | undefined;
  readonly serial: string | undefined;
  /** The place of the serial among `levels`; undefined where there is no copy. */
  readonly level: number | undefined;
  readonly state: string;
  readonly tone: Tone;
}

/** A time in which the zone needed attention. */
export interface Stretch {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly tone: 'warning' | 'bad';
}

/** The zone's story. */
export interface ZoneHistory {
  readonly from: Timestamp;
  readonly to: Timestamp;
  /** Serials, the oldest first: the steps of the chart. */
  readonly levels: readonly string[];
  /** The oldest first; never empty. */
  readonly entries: readonly HistoryEntry[];
  readonly stretches: readonly Stretch[];
  /** What the chart shows, for screen readers. */
  readonly summary: string;
}

export interface DetailsModel {
  readonly zoneId: string;
  readonly title: string;
  /** The account's name; undefined where it is not known. */
  readonly subtitle: string | undefined;
  /** A BCP 47 tag for relative times. */
  readonly locale: string;
  /** When the last good answer came, milliseconds since the epoch. */
  readonly readAt: number | undefined;
  readonly banner: Banner;
  /** What the configuration of the primary says; undefined where none that states the zone was read. */
  readonly statement: string | undefined;
  readonly fields: readonly Field[];
  readonly peers: readonly PeerRow[];
  /** Said where the table of peers has no row or lacks names. */
  readonly peersNote: string | undefined;
  /** Undefined for a zone that has no primary to ask. */
  readonly primaries: Primaries | undefined;
  /** Undefined while nothing was seen. */
  readonly history: ZoneHistory | undefined;
  readonly notices: readonly Notice[];
  /** The API's result, indented; undefined where there is none. */
  readonly json: string | undefined;
  readonly loading: boolean;
}

/** Every fixed text of the page. */
export interface DetailsLabels {
  readonly configuration: string;
  readonly peers: string;
  readonly primaries: string;
  readonly statement: string;
  readonly history: string;
  readonly notices: string;
  readonly json: string;
  readonly read: string;
  readonly notReported: string;
  readonly refresh: string;
  readonly refreshing: string;
  readonly check: string;
  readonly checking: string;
  /** Spoken when a check has ended. */
  readonly checked: string;
  readonly asked: string;
  readonly openDashboard: string;
  readonly copyJson: string;
  readonly copyCurl: string;
  readonly copyZoneId: string;
  readonly copyPeerTags: string;
  readonly copyPeerTag: string;
  readonly columns: {
    readonly name: string;
    readonly address: string;
    readonly port: string;
    readonly ixfr: string;
    readonly tsig: string;
    readonly tag: string;
  };
  readonly serverColumns: Readonly<Record<keyof Omit<ServerRow, 'tone'>, string>>;
  readonly historyColumns: Readonly<Record<keyof Omit<HistoryEntry, 'level' | 'tone'>, string>>;
  /** What the signs of the chart mean. */
  readonly historyKey: {
    readonly serial: string;
    readonly unsure: string;
    readonly check: string;
    readonly trouble: string;
  };
  readonly historyTable: string;
  readonly latest: string;
  readonly code: string;
  readonly pointer: string;
  readonly documentation: string;
  readonly copied: string;
}

/** What a page may ask for of its zone, and what it is sent once that is done. */
export const PAGE_ACTIONS = {
  refresh: undefined,
  check: 'checked',
  openDashboard: undefined,
  openStatement: undefined,
  copyJson: 'copied',
  copyCurl: 'copied',
  copyZoneId: 'copied',
  copyPeerTags: 'copied',
  copyPeerTag: 'copied',
} as const satisfies Readonly<Record<string, 'checked' | 'copied' | undefined>>;

export type PageAction = keyof typeof PAGE_ACTIONS;

type CopyAction = {
  [Action in PageAction]: (typeof PAGE_ACTIONS)[Action] extends 'copied' ? Action : never;
}[PageAction];

/** An action with what it is about, beside the page's zone. */
type RequestFor<Action extends PageAction> = Action extends 'copyPeerTag'
  ? { readonly type: Action; readonly tag: string }
  : { readonly type: Action };

export type ActionRequest = RequestFor<PageAction>;

/** Asks for something to be put on the clipboard. */
export type CopyRequest = RequestFor<CopyAction>;

export type ToPage =
  | { readonly type: 'labels'; readonly labels: DetailsLabels }
  | { readonly type: 'model'; readonly model: DetailsModel }
  /** The zone is no longer known: nothing of it stays on the page. */
  | { readonly type: 'gone'; readonly title: string; readonly banner: Banner }
  /** A check that the page asked for has ended. */
  | { readonly type: 'checked' }
  /** It is on the clipboard. */
  | { readonly type: 'copied'; readonly request: CopyRequest };

export type ToHost =
  /** The page is ready to be sent labels and model. */
  { readonly type: 'ready' } | ActionRequest;

/** What the page keeps across a reload of the window. */
export interface PageState {
  readonly zoneId: string;
}
