import type { Banner, DetailsLabels, DetailsModel } from '../protocol.ts';
import { bannerSection } from './bannerSection.ts';
import { button, iconButton, type Send } from './buttons.ts';
import { h, onChange, replaceChildren } from './dom.ts';
import { primariesParts } from './evidenceSection.ts';
import { facts } from './facts.ts';
import { HistoryParts } from './historySection.ts';
import { type IconName, icon } from './icons.ts';
import { jsonTokens } from './jsonTokens.ts';
import { noticeList } from './noticeList.ts';
import { peersTable } from './peersTable.ts';
import { relative } from './times.ts';

/**
 * The page of one zone: built once, then each part is redrawn when its data changes.
 * Specified in test/ui/details.page.test.ts.
 */
export class Page {
  readonly #labels: DetailsLabels;
  readonly #send: Send;
  readonly #title = h('h1', { tabindex: '-1' });
  readonly #subtitle = h('p', { class: 'subtitle' });
  readonly #refresh: HTMLButtonElement;
  readonly #check: HTMLButtonElement;
  readonly #history: HistoryParts;
  readonly #toolbar: HTMLElement;
  readonly #banner = bannerSection(() => ({ locale: this.#locale, notReported: this.#labels.notReported }));
  readonly #spoken = h('div', { class: 'spoken', role: 'status', 'aria-live': 'polite' });
  readonly #sections: Readonly<Record<SectionName, Section>>;
  #locale = 'en';
  #loading = false;
  #checking = false;

  constructor(labels: DetailsLabels, root: HTMLElement, send: Send) {
    this.#labels = labels;
    this.#send = send;
    this.#refresh = button({ type: 'refresh' }, labels.refresh, 'refresh', () => this.#askRefresh());
    this.#refresh.classList.add('primary');
    this.#check = button({ type: 'check' }, labels.check, 'compare', () => this.#askCheck());
    this.#history = new HistoryParts(labels);
    this.#toolbar = h(
      'div',
      { class: 'toolbar' },
      this.#refresh,
      button({ type: 'openDashboard' }, labels.openDashboard, 'external', send),
      button({ type: 'copyCurl' }, labels.copyCurl, 'copy', send),
    );
    this.#sections = {
      primaries: section('primaries', labels.primaries, this.#check),
      notices: section('notices', labels.notices),
      statement: section('statement', labels.statement),
      fields: section('fields', labels.configuration),
      peers: section(
        'peers',
        labels.peers,
        button({ type: 'copyPeerTags' }, labels.copyPeerTags, 'copy', send),
      ),
      history: section('history', labels.history),
      json: section('json', labels.json, button({ type: 'copyJson' }, labels.copyJson, 'copy', send)),
    };
    root.replaceChildren(
      h('header', {}, h('div', { class: 'names' }, this.#title, this.#subtitle), this.#toolbar),
      this.#banner.element,
      ...Object.values(this.#sections).map(({ element }) => element),
      this.#spoken,
    );
  }

  update(model: DetailsModel): void {
    this.#locale = model.locale;
    this.#drawHeading(model);
    this.#toolbar.hidden = false;
    this.#drawLoading(model.loading);
    this.#banner.update(model.banner);
    this.#drawStatement(model.statement);
    this.#drawNotices(model.notices);
    this.#drawFields(model.fields);
    this.#drawPrimaries(model.primaries);
    this.#drawPeers({ peers: model.peers, peersNote: model.peersNote });
    this.#drawHistory(model.history);
    this.#drawJson(model.json);
  }

  /** Takes everything of the zone off the page. */
  gone(title: string, banner: Banner): void {
    this.#drawHeading({ title, subtitle: undefined, readAt: undefined });
    this.#toolbar.hidden = true;
    this.#banner.update(banner);
    this.#drawStatement(undefined);
    this.#drawNotices([]);
    this.#drawFields([]);
    this.#drawPrimaries(undefined);
    this.#drawPeers({ peers: [], peersNote: undefined });
    this.#drawHistory(undefined);
    this.#drawJson(undefined);
  }

  /** Announces that something is on the clipboard. */
  sayCopied(): void {
    this.#say(this.#labels.copied);
  }

  /** Announces that a check has ended. */
  sayChecked(): void {
    this.#drawChecking(false);
    this.#say(this.#labels.checked);
  }

  #say(text: string): void {
    this.#spoken.replaceChildren(h('p', {}, text));
  }

  #askCheck(): void {
    if (!this.#checking) {
      this.#drawChecking(true);
      this.#send({ type: 'check' });
    }
  }

  #askRefresh(): void {
    if (!this.#loading) {
      this.#send({ type: 'refresh' });
    }
  }

  #drawHeading({ title, subtitle, readAt }: Pick<DetailsModel, 'title' | 'subtitle' | 'readAt'>): void {
    if (this.#title.textContent !== title) {
      this.#title.textContent = title;
      document.title = title;
    }
    this.#subtitle.replaceChildren(
      ...(subtitle === undefined ? [] : [h('span', {}, subtitle)]),
      ...(readAt === undefined
        ? []
        : [h('span', {}, `${this.#labels.read} `, relative(readAt, this.#locale))]),
    );
  }

  #drawLoading(loading: boolean): void {
    this.#loading = loading;
    const { refresh, refreshing } = this.#labels;
    drawWork(this.#refresh, loading, 'refresh', loading ? refreshing : refresh);
  }

  #drawChecking(checking: boolean): void {
    this.#checking = checking;
    const { check, checking: words } = this.#labels;
    drawWork(this.#check, checking, checking ? 'busy' : 'compare', checking ? words : check);
  }

  readonly #drawFields = onChange((fields: DetailsModel['fields']) => {
    const copyId = (key: string) =>
      key === 'id'
        ? iconButton({ type: 'copyZoneId' }, this.#labels.copyZoneId, 'copy', this.#send)
        : undefined;
    const texts = { locale: this.#locale, notReported: this.#labels.notReported };
    this.#sections.fields.draw(
      fields.length > 0 ? facts(fields, texts, ({ key }) => copyId(key)) : undefined,
    );
  });

  readonly #drawPeers = onChange(({ peers, peersNote }: Pick<DetailsModel, 'peers' | 'peersNote'>) => {
    this.#sections.peers.actions.hidden = peers.length === 0;
    this.#sections.peers.draw(
      peers.length > 0 ? peersTable(peers, this.#labels, this.#send) : undefined,
      peersNote === undefined ? undefined : h('p', { class: 'remark' }, peersNote),
    );
  });

  readonly #drawPrimaries = onChange((primaries: DetailsModel['primaries']) => {
    this.#sections.primaries.draw(
      ...(primaries ? primariesParts(primaries, this.#labels, this.#locale) : []),
    );
  });

  readonly #drawHistory = onChange((history: DetailsModel['history']) => {
    this.#sections.history.draw(...(history ? this.#history.draw(history, this.#locale) : []));
  });

  readonly #drawStatement = onChange((statement: DetailsModel['statement']) => {
    this.#sections.statement.draw(
      statement === undefined
        ? undefined
        : button({ type: 'openStatement' }, statement, 'external', this.#send),
    );
  });

  readonly #drawNotices = onChange((notices: DetailsModel['notices']) => {
    this.#sections.notices.draw(notices.length > 0 ? noticeList(notices, this.#labels) : undefined);
  });

  readonly #drawJson = onChange((json: string | undefined) => {
    this.#sections.json.draw(
      json === undefined
        ? undefined
        : h(
            'pre',
            {},
            ...jsonTokens(json).map(({ kind, text }) => h('span', { class: `json-${kind}` }, text)),
          ),
    );
  });
}

/** A button whose work is under way stays where it is and keeps the focus. */
function drawWork(element: HTMLButtonElement, busy: boolean, look: IconName, label: string): void {
  element.setAttribute('aria-disabled', String(busy));
  element.classList.toggle('busy', busy);
  element.replaceChildren(icon(look), h('span', {}, label));
}

type SectionName = 'primaries' | 'notices' | 'statement' | 'fields' | 'peers' | 'history' | 'json';

interface Section {
  readonly element: HTMLElement;
  readonly actions: HTMLElement;
  /** Puts contents in; a section without any is hidden. */
  readonly draw: (...contents: readonly (Node | undefined)[]) => void;
}

function section(name: string, title: string, ...buttons: readonly HTMLButtonElement[]): Section {
  const id = `${name}-title`;
  const actions = h('div', { class: 'actions' }, ...buttons);
  const body = h('div', { class: 'body' });
  const element = h(
    'section',
    { 'aria-labelledby': id, class: name },
    h('div', { class: 'section-head' }, h('h2', { id }, title), actions),
    body,
  );
  return {
    element,
    actions,
    draw: (...contents) => {
      element.hidden = contents.every((content) => content === undefined);
      replaceChildren(body, ...contents);
    },
  };
}
