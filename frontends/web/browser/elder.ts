/** Smallest text, line height, main target and other target, in CSS pixels. */
export interface Limits {
  font: number;
  lineHeight: number;
  main: number;
  target: number;
}

/**
 * Runs in the page: what is too small to read or to hit, what is too tight, inputs without a visible label, and whether anything
 * runs out of the screen (E1, E3, E6, E15, E19).
 */
export function elderAudit({ font, lineHeight, main, target }: Limits): string[] {
  const found: string[] = [];
  const visible = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return width > 1 && height > 1 && style.visibility !== 'hidden' && !style.clipPath.startsWith('inset');
  };
  const hidden = (element: Element) => {
    for (let at: Element | null = element; at; at = at.parentElement) if (!visible(at)) return true;
    return element.closest('[aria-hidden=true],script,style,noscript') !== null;
  };
  const name = (element: Element) => `${element.tagName.toLowerCase()} ${(element.textContent ?? '').trim().slice(0, 16)}`;

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!node.nodeValue?.trim() || !element || hidden(element)) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    if (size < font - 0.1) found.push(`text of ${size} px: ${name(element)}`);
    const height = style.lineHeight === 'normal' ? 1.2 * size : parseFloat(style.lineHeight);
    if (element.matches('p,li,dd,td') && height / size < lineHeight - 0.001)
      found.push(`lines ${(height / size).toFixed(2)} apart: ${name(element)}`);
  }

  const targets =
    'a[href],button,input:not([type=hidden]),select,textarea,summary,[role=button],[role=tab],[role=checkbox],[role=switch]';
  for (const element of document.querySelectorAll(targets)) {
    if (hidden(element) || element.matches('p a, li > a:only-child, .notice a')) continue;
    const area = (element.closest('label') ?? element).getBoundingClientRect();
    const least = element.closest('[data-main]') ? main : target;
    if (area.width < least - 0.5 || area.height < least - 0.5) {
      found.push(`target ${area.width.toFixed(0)}×${area.height.toFixed(0)} below ${least}: ${name(element)}`);
    }
  }

  for (const element of document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]),select,textarea')) {
    if (hidden(element)) continue;
    const labels = [...(element.labels ?? [])];
    if (!labels.some((label) => !hidden(label) && label.textContent?.trim())) found.push(`no visible label: ${element.name}`);
  }
  if (document.documentElement.scrollWidth > window.innerWidth + 1) {
    found.push(`${document.documentElement.scrollWidth} px wide in ${window.innerWidth}`);
  }
  return found;
}
