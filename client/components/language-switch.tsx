import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../i18n/i18n.ts';
import { languageNames, languages } from '../i18n/language.ts';
import { Button } from './button.tsx';

/** Offers the language that the page is not in, by that language's own name. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  return (
    <div>
      {languages
        .filter((language) => language !== i18n.language)
        .map((language) => (
          <Button key={language} look="quiet" onPress={() => void switchLanguage(language)}>
            <span lang={language}>{languageNames[language]}</span>
          </Button>
        ))}
    </div>
  );
}
