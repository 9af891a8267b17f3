import type { Language } from '@timebank/shared/format/time';
import { useSyncExternalStore } from 'react';

/** How somebody wants to see the screens; kept on the device. */
export interface Settings {
  language: Language;
  mode: 'standard' | 'elder';
  /** Size of text, as a factor. */
  scale: 1 | 1.25 | 1.6;
  contrast: 'normal' | 'high';
  /** Whether the question for elder mode has been answered on this device. */
  asked: boolean;
}

const KEY = 'timebank.settings';
export const SCALES = [1, 1.25, 1.6] as const;

function initial(): Settings {
  const language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  return { language, mode: 'standard', scale: 1, contrast: 'normal', asked: false };
}

function read(): Settings {
  const settings = initial();
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return settings;
    const values = kept as Partial<Record<keyof Settings, unknown>>;
    if (values.language === 'zh' || values.language === 'en') settings.language = values.language;
    if (values.mode === 'elder') settings.mode = 'elder';
    const scale = SCALES.find((scale) => scale === values.scale);
    if (scale) settings.scale = scale;
    if (values.contrast === 'high') settings.contrast = 'high';
    settings.asked = values.asked === true;
  } catch {
    // A device that keeps nothing, or something else under our name: the usual settings.
  }
  return settings;
}

let current = read();
const listeners = new Set<() => void>();

/** Writes the settings onto the document, where the style sheet reads them. */
export function applySettings(): void {
  const root = document.documentElement;
  root.lang = current.language === 'zh' ? 'zh-CN' : 'en';
  root.dataset.mode = current.mode;
  root.dataset.scale = String(current.scale);
  root.dataset.contrast = current.contrast;
}

export function settings(): Settings {
  return current;
}

export function changeSettings(change: Partial<Settings>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // They hold until the page is closed.
  }
  announce();
}

function announce(): void {
  applySettings();
  for (const listener of listeners) listener();
}

// Another tab has changed them.
window.addEventListener('storage', (event) => {
  if (event.key !== KEY) return;
  current = read();
  announce();
});

export function useSettings(): Settings {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, settings);
}
