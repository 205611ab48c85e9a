/** ISO 639-2 codes, as ID3's TLAN and COMM want them, for the languages that libraries here speak. */
const codes: Record<string, string> = {
  id: 'ind',
  en: 'eng',
  jv: 'jav',
  su: 'sun',
  ms: 'msa',
  ar: 'ara',
  zh: 'zho',
  nl: 'nld',
  de: 'deu',
  fr: 'fra',
  es: 'spa',
  pt: 'por',
  ja: 'jpn',
  ko: 'kor',
  hi: 'hin',
  ta: 'tam',
};

/** @param language ISO 639-1, perhaps with a region ("pt-BR"). Undefined for one we do not know. */
export function languageCode(language: string): string | undefined {
  return codes[language.slice(0, 2).toLowerCase()];
}

/** In its own words, as a listener picks it from a menu. */
export function languageName(language: string): string {
  if (language === 'id') return 'Bahasa Indonesia';
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
