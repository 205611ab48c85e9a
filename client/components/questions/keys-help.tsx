import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { actionKeys, questionActions } from '../../state/question-actions.ts';

/** Every key that does something with the focused question. */
export function KeysHelp() {
  const { t } = useTranslation(['moderation', 'questions']);
  const rows = [
    ...questionActions.map((action) => ({
      key: actionKeys[action].toUpperCase(),
      words: t(`action.${action}`),
    })),
    { key: '.', words: t('questions:all.refresh') },
    { key: '?', words: t('keys.open') },
  ];
  return (
    <>
      <p>{t('keys.text')}</p>
      <p>{t('keys.move')}</p>
      <dl className="keys">
        {rows.map(({ key, words }) => (
          <Fragment key={words}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
