import { useTranslation } from 'react-i18next';
import { everyQuestion, labelsInUse, type QuestionFilter } from '../../state/question-lists.ts';
import { Button } from '../button.tsx';
import { SelectField } from '../select-field.tsx';
import { TextField } from '../text-field.tsx';
import type { Moderation } from './use-moderation.ts';

type ModeratorToolsProps = {
  moderation: Moderation;
  filter: QuestionFilter;
  onFilter: (filter: QuestionFilter) => void;
};

/** Finding questions, and what concerns all of them. */
export function ModeratorTools({ moderation, filter, onFilter }: ModeratorToolsProps) {
  const { t } = useTranslation(['moderation', 'questions']);
  const { view, code, context, openSheet } = moderation;
  const labels = labelsInUse(view);
  const isStaff = context.role !== 'speaker';
  const set = (change: Partial<QuestionFilter>): void => {
    const next = { ...filter, ...change };
    // The same object where nothing is filtered: an empty list then knows what to say.
    onFilter(next.text.trim() || next.label !== undefined ? next : everyQuestion);
  };
  return (
    <div className="mod-tools">
      <TextField
        label={t('tools.search')}
        type="search"
        help={t('tools.searchHelp')}
        value={filter.text}
        onChange={(text) => set({ text })}
      />
      {labels.length > 0 ? (
        <SelectField
          label={t('tools.label')}
          value={filter.label ?? ''}
          choices={[
            { value: '', label: t('tools.anyLabel') },
            ...labels.map((label) => ({ value: label, label })),
          ]}
          onChange={(label) => set({ label: label || undefined })}
        />
      ) : null}
      <div className="mod-tools__buttons">
        <Button onPress={() => openSheet({ kind: 'ask' })}>{t('questions:ask.title')}</Button>
        {isStaff ? (
          <Button onPress={() => openSheet({ kind: 'settings' })}>{t('tools.settings')}</Button>
        ) : null}
        <Button onPress={() => openSheet({ kind: 'keys' })}>{t('tools.keys')}</Button>
        <a
          className="button button--secondary"
          href={`/a/${encodeURIComponent(code)}/pembicara${location.search}`}
          target="_blank"
          rel="noreferrer"
        >
          {t('tools.speaker')}
        </a>
      </div>
    </div>
  );
}
