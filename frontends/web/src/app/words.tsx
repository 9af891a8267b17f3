import type { Language } from '@timebank/shared/format/time';
import type { Words } from '@timebank/shared/words/zh/index';
import { use } from 'react';
import { useSettings } from './settings';

type Load<T> = Record<Language, () => Promise<T>>;

/**
 * The words of a room that is loaded on its own: a hook that gives them in the language of the screens, and suspends until they
 * are there.
 */
export function room<T>(load: Load<T>): (() => T) & { preload: (language: Language) => Promise<T> } {
  const coming: Partial<Record<Language, Promise<T>>> = {};
  const there: Partial<Record<Language, T>> = {};
  const preload = (language: Language) => (coming[language] ??= load[language]().then((words) => (there[language] = words)));
  const useRoom = () => {
    const { language } = useSettings();
    return there[language] ?? use(preload(language));
  };
  return Object.assign(useRoom, { preload });
}

/** The words of members' screens. */
export const useWords = room<Words>({
  zh: async () => (await import('@timebank/shared/words/zh/index')).words,
  en: async () => (await import('@timebank/shared/words/en/index')).words,
});

/** The sentence of every code, for those that come without one. */
export const useCodes = room<Record<string, string>>({
  zh: async () => (await import('@timebank/shared/words/codes.zh')).codes,
  en: async () => (await import('@timebank/shared/words/codes.en')).codes,
});

export function useLanguage(): Language {
  return useSettings().language;
}
