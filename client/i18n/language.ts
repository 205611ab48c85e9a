export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name, as a reader of it looks for it. */
export const languageNames: Record<Language, string> = {
  id: 'Bahasa Indonesia',
  en: 'English',
};

export function isLanguage(text: string | null | undefined): text is Language {
  return text === 'id' || text === 'en';
}

/** The remembered choice, else the first language of the browser that we speak, else Indonesian. */
export function chooseLanguage(stored: string | null, preferred: readonly string[]): Language {
  if (isLanguage(stored)) return stored;
  for (const tag of preferred) {
    const language = tag.toLowerCase().split('-')[0];
    // "in" is what old Android phones say for Indonesian.
    if (language === 'in') return 'id';
    if (isLanguage(language)) return language;
  }
  return 'id';
}
