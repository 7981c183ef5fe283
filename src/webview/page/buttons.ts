import type { CopyRequest, ToHost } from '../protocol.ts';
import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';

/** How long a button shows that it has copied, milliseconds. */
const COPIED_FOR = 2000;

export type Send = (message: ToHost) => void;

/** A button with its words beside the icon. Specified in test/ui/details.page.test.ts. */
export function button(message: ToHost, label: string, look: IconName, send: Send): HTMLButtonElement {
  const element = h(
    'button',
    { type: 'button', class: 'button', 'data-key': keyOf(message) },
    icon(look),
    h('span', {}, label),
  );
  element.addEventListener('click', () => send(message));
  return element;
}

/** A button that shows its icon alone; its name is spoken and shown on hover. */
export function iconButton(message: ToHost, label: string, look: IconName, send: Send): HTMLButtonElement {
  const element = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label, 'data-key': keyOf(message) },
    icon(look),
  );
  element.addEventListener('click', () => send(message));
  return element;
}

/** Shows for a moment on its button that a copy was made. */
export function showCopied(request: CopyRequest): void {
  const key = keyOf(request);
  for (const element of document.querySelectorAll<HTMLElement>('button[data-key]')) {
    if (element.dataset.key === key) {
      element.querySelector('.icon')?.replaceWith(icon('done'));
      setTimeout(() => element.querySelector('.icon-done')?.replaceWith(icon('copy')), COPIED_FOR);
    }
  }
}

function keyOf(message: ToHost): string {
  return message.type === 'copyPeerTag' ? `${message.type} ${message.tag}` : message.type;
}
