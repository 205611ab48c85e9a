import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { loadCode } from '../load-code.ts';
import { chooseLanguage, isLanguage, type Language } from './language.ts';
import type * as indonesian from './id/index.ts';

declare module 'i18next' {
  // i18next is told its keys by merging into this interface; a type alias cannot be merged.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof indonesian;
  }
}

/** The one language of this browser is remembered under this name. */
const storageKey = 'serambi.language';

/** One download per language, and only the one that is read. */
const catalogues: Record<Language, () => Promise<object>> = {
  id: () => import('./id/index.ts'),
  en: () => import('./en/index.ts'),
};

async function loadLanguage(language: Language): Promise<void> {
  for (const [area, words] of Object.entries(await loadCode(catalogues[language]))) {
    i18next.addResourceBundle(language, area, words);
  }
}

/** Loads the language of this person. Resolves when `t` works everywhere. */
export async function startI18n(): Promise<void> {
  const language = chooseLanguage(readStoredLanguage(), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    defaultNS: 'common',
    resources: {},
    // React escapes; escaping twice would show "&amp;".
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    // No advertisement in the console of a library's page.
    showSupportNotice: false,
  });
  await loadLanguage(language);
  document.documentElement.lang = language;
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'id';
}

/** Switches language at once and remembers it in this browser. */
export async function switchLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage may be forbidden (private windows): the choice then lasts as long as the page.
  }
}

function readStoredLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
