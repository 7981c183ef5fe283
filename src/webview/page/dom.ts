type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * Builds an element. Texts become text nodes, so nothing in them is ever markup; what is undefined is left out.
 * Specified in test/ui/details.page.test.ts.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Builds an element of a drawing. */
export function s<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(SVG, tag);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      element.setAttribute(name, value);
    }
  }
}

/**
 * Replaces what a container holds. The focus goes to the element of the same `data-key`, or stays near, on
 * the page's heading.
 */
export function replaceChildren(container: HTMLElement, ...children: readonly Child[]): void {
  const focused = container.contains(document.activeElement) ? document.activeElement : null;
  const key = focused instanceof HTMLElement ? focused.dataset.key : undefined;
  container.replaceChildren(...children.filter((child) => child !== undefined));
  if (focused) {
    const same = [...container.querySelectorAll<HTMLElement>('[data-key]')].find(
      (element) => element.dataset.key === key,
    );
    (same ?? document.querySelector('h1'))?.focus({ preventScroll: true });
  }
}

/** Calls `draw` with the first value, and then with each that differs in content from the one before. */
export function onChange<T>(draw: (value: T) => void): (value: T) => void {
  let last: string | undefined;
  return (value) => {
    const next = JSON.stringify([value]);
    if (next !== last) {
      last = next;
      draw(value);
    }
  };
}
