import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { detailsHtml } from '../../../src/views/details/pageHtml.ts';
import { detailsLabels } from '../../../src/views/details/pageLabels.ts';
import type { DetailsModel, PageState, ToHost, ToPage } from '../../../src/webview/protocol.ts';
import { THEMES, type Theme, type ThemeName } from './themes.ts';

const ORIGIN = 'http://details.test';
const BUILT = new URL('../../../dist/webview/', import.meta.url);
/** VS Code gives every webview these styles, in a layer below the page's own. */
const VSCODE_STYLES = `@layer vscode-default {
  body { padding: 0 20px; color: var(--vscode-editor-foreground); }
  html { background-color: var(--vscode-editor-background); }
  code { background-color: #8884; padding: 1px 3px; border-radius: 4px; }
}`;

export interface DetailsPageOptions {
  readonly theme?: ThemeName;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** The page's clock stands still at this moment, milliseconds since the epoch, until a test moves it. */
  readonly clock?: number;
}

/** The built details page in a browser, with a stand-in for the extension on the other side. */
export class DetailsPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens the page as a panel does: the extension's own document and policy, labels after `ready`. */
  static async open(
    browser: Browser,
    { theme = 'light', width = 1000, height = 900, clock }: DetailsPageOptions = {},
  ): Promise<DetailsPage> {
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    if (clock !== undefined) {
      await page.clock.install({ time: clock });
      await page.clock.pauseAt(clock);
    }
    await page.route('**/*', async (route) => {
      const path = new URL(route.request().url()).pathname;
      if (path === '/') {
        await route.fulfill({ contentType: 'text/html', body: html() });
      } else {
        const contentType = path.endsWith('.css') ? 'text/css' : 'text/javascript';
        await route.fulfill({ contentType, body: await readFile(new URL(`.${path}`, BUILT), 'utf8') });
      }
    });
    await page.addInitScript(standIn(THEMES[theme]));
    await page.goto(`${ORIGIN}/`);
    const opened = new DetailsPage(page);
    await opened.send({ type: 'labels', labels: detailsLabels() });
    return opened;
  }

  async send(message: ToPage): Promise<void> {
    const event = `new MessageEvent('message', { data: ${JSON.stringify(message)} })`;
    await this.page.evaluate(`void window.dispatchEvent(${event})`);
  }

  async show(model: DetailsModel): Promise<void> {
    await this.send({ type: 'model', model });
  }

  /** What the page said to the extension. */
  async said(): Promise<readonly ToHost[]> {
    return this.page.evaluate<readonly ToHost[]>('window.said');
  }

  /** What the page keeps across a reload. */
  async state(): Promise<PageState | undefined> {
    return this.page.evaluate<PageState | undefined>('window.kept');
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

function html(): string {
  return detailsHtml({
    cspSource: ORIGIN,
    nonce: 'c3RhbmQtaW4',
    scriptUri: `${ORIGIN}/details.js`,
    styleUri: `${ORIGIN}/details.css`,
    lang: 'en',
    title: 'Zone Details',
  });
}

function standIn({ bodyClass, variables }: Theme): string {
  return `
    window.said = [];
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.said.push(message),
      setState: (state) => { window.kept = state; },
    });
    document.addEventListener('DOMContentLoaded', () => {
      const styles = new CSSStyleSheet();
      styles.replaceSync(${JSON.stringify(VSCODE_STYLES)});
      document.adoptedStyleSheets = [styles];
      document.body.className = ${JSON.stringify(bodyClass)};
      for (const [name, value] of Object.entries(${JSON.stringify(variables)})) {
        document.documentElement.style.setProperty('--vscode-' + name, value);
      }
    });`;
}
