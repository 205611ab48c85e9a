import type { Plugin } from 'vite';

/**
 * Leaves out React Aria's own words in every language but English: two thirds of its weight, and Indonesian is not
 * among them. Where one of its hidden words matters, our components give theirs.
 */
export function reactAriaLocales(): Plugin {
  const otherLanguage =
    /\/react-(aria|stately)[^?]*\/intl\/.*\/(?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/;
  return {
    name: 'serambi:react-aria-locales',
    enforce: 'pre',
    load(id) {
      return otherLanguage.test(id) ? 'export default {};' : undefined;
    },
  };
}
