import { inspect } from 'node:util';
import * as vscode from 'vscode';

/**
 * Stands between the extension and what it shows: pages, messages, lists, boxes, the clipboard and addresses
 * that it opens. All that comes through is kept as text. Of each list and each question the first item is chosen.
 */
export class RecordedWindow implements vscode.Disposable {
  readonly #texts = new Map<string, string[]>();
  readonly #restore: (() => void)[] = [];
  /** What is typed into the boxes that open, in turn; a box for which there is nothing is closed. */
  readonly typed: string[] = [];

  constructor() {
    const { window, env } = vscode;
    const createPanel = window.createWebviewPanel.bind(window);
    this.#replace(window, {
      createWebviewPanel: (...given: Parameters<typeof createPanel>) => this.#panel(createPanel(...given)),
      showInformationMessage: this.#shower('messages'),
      showWarningMessage: this.#shower('messages'),
      showErrorMessage: this.#shower('messages'),
      setStatusBarMessage: (text: string) => {
        this.#note('messages', text);
        return new vscode.Disposable(() => {});
      },
      showQuickPick: async (
        items: readonly unknown[] | Thenable<readonly unknown[]>,
        options?: vscode.QuickPickOptions,
      ) => {
        const list = await items;
        this.#note('lists', [options, list]);
        return options?.canPickMany ? list : list[0];
      },
      createInputBox: () => this.#inputBox(),
    });
    const clipboard = {
      readText: async () => this.#texts.get('the clipboard')?.at(-1) ?? '',
      writeText: async (text: string) => this.#note('the clipboard', text),
    };
    this.#replace(env, {
      clipboard,
      openExternal: async (target: vscode.Uri) => {
        this.#note('addresses', target.toString(true));
        return true;
      },
    });
  }

  /** What came through, by where it went. */
  get texts(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#texts].map(([place, texts]) => [place, texts.join('\n')]));
  }

  dispose(): void {
    for (const restore of this.#restore) {
      restore();
    }
  }

  #note(place: string, value: unknown): void {
    const text =
      typeof value === 'string'
        ? value
        : inspect(value, { depth: 10, maxStringLength: null, breakLength: 1e6 });
    this.#texts.set(place, [...(this.#texts.get(place) ?? []), text]);
  }

  /** Notes a message, and chooses the first action of one that is a question. */
  #shower(place: string) {
    return async (message: unknown, ...rest: readonly unknown[]): Promise<unknown> => {
      this.#note(place, [message, ...rest]);
      const [options, action] = rest;
      return typeof options === 'object' ? action : undefined;
    };
  }

  #replace(target: object, members: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(members)) {
      const before = Object.getOwnPropertyDescriptor(target, name);
      Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true });
      this.#restore.push(() => before && Object.defineProperty(target, name, before));
    }
  }

  /** A panel whose page is kept as text, and what is posted to it. */
  #panel(panel: vscode.WebviewPanel): vscode.WebviewPanel {
    const { webview } = panel;
    const post = webview.postMessage.bind(webview);
    this.#replace(webview, {
      postMessage: (message: unknown) => {
        this.#note('what is posted to pages', message);
        return post(message);
      },
    });
    panel.onDidDispose(() => this.#note('pages', 'closed'));
    queueMicrotask(() => this.#note('pages', `${panel.title}\n${webview.html}`));
    return panel;
  }

  #inputBox() {
    const heard: Record<'accept' | 'hide', (() => unknown)[]> = { accept: [], hide: [] };
    const box = {
      value: '',
      busy: false,
      enabled: true,
      validationMessage: undefined as unknown,
      onDidTriggerButton: () => new vscode.Disposable(() => {}),
      onDidChangeValue: () => new vscode.Disposable(() => {}),
      onDidAccept: (listener: () => unknown) => heard.accept.push(listener),
      onDidHide: (listener: () => unknown) => heard.hide.push(listener),
      show: () => queueMicrotask(() => void answer()),
      hide: () => heard.hide.forEach((listener) => void listener()),
      dispose: () => {},
    };
    const answer = async (): Promise<void> => {
      const { value: _, ...shown } = box;
      const text = this.typed.shift();
      this.#note('boxes', shown);
      if (text !== undefined) {
        box.value = text;
        await Promise.all(heard.accept.map((listener) => listener()));
        this.#note('boxes', [box.validationMessage]);
      }
      box.hide();
    };
    return box;
  }
}
