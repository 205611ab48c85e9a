import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/i18n.ts';
import { undrawnLetters } from '../../layout/undrawn-letters.ts';

/** Below a field whose text stands in an episode's picture: what of it will not be seen there. */
export function UndrawnNote({ text }: { text: string }) {
  const { t } = useTranslation('studio');
  const letters = undrawnLetters(text);
  return (
    <p role="status" className="small muted">
      {letters === '' ? null : t('undrawn.text', { letters })}
    </p>
  );
}

/** Of people who were recorded: whose name is not seen in the picture, or only in part. */
export function UndrawnNames({ names }: { names: readonly string[] }) {
  const { t } = useTranslation('studio');
  const unseen = [...new Set(names)].filter((name) => undrawnLetters(name) !== '');
  if (unseen.length === 0) return null;
  const list = new Intl.ListFormat(currentLanguage()).format(unseen);
  return <p className="muted">{t('undrawn.names', { names: list })}</p>;
}
