import type { PageState, ToHost, ToPage } from '../protocol.ts';
import { showCopied } from './buttons.ts';
import './details.css';
import { Page } from './page.ts';
import { refreshTimes } from './times.ts';

/** The interface of VS Code in a webview. */
declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  setState(state: PageState): void;
};

/** How often relative times are updated, milliseconds. */
const TIMES_EVERY = 30_000;

const host = acquireVsCodeApi();
const root = document.querySelector<HTMLElement>('#page');
let page: Page | undefined;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => receive(data));
setInterval(refreshTimes, TIMES_EVERY);
host.postMessage({ type: 'ready' });

function receive(message: ToPage): void {
  switch (message.type) {
    case 'labels':
      page ??= root ? new Page(message.labels, root, (answer) => host.postMessage(answer)) : undefined;
      return;
    case 'model':
      host.setState({ zoneId: message.model.zoneId });
      page?.update(message.model);
      return;
    case 'gone':
      page?.gone(message.title, message.banner);
      return;
    case 'checked':
      page?.sayChecked();
      return;
    case 'copied':
      showCopied(message.request);
      page?.sayCopied();
      return;
  }
}
