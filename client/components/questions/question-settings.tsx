import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cutText } from '../../../server/protocol/cut-text.ts';
import {
  AskerMode,
  heldWordLimits,
  type QuestionSettings as Settings,
} from '../../../server/protocol/questions.ts';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { readHeldWords } from '../../state/held-word-lines.ts';
import { Button } from '../button.tsx';
import { ChoiceList } from '../choice-list.tsx';
import { useNotice } from '../notices.tsx';

import { useAction } from '../room/use-action.ts';
import { SwitchField } from '../switch-field.tsx';
import { TextField } from '../text-field.tsx';

type QuestionSettingsProps = {
  store: QuestionsStore;
  settings: Settings;
  code: string;
  mayExport: boolean;
};

/** How questions are taken here. Everything holds at once, also while the session is live. */
export function QuestionSettings({ store, settings, code, mayExport }: QuestionSettingsProps) {
  const { t } = useTranslation('moderation');
  const announce = useNotice();
  const run = useAction();
  const [words, setWords] = useState<string>();
  const configure = (change: Parameters<QuestionsStore['configure']>[0]): Promise<boolean> =>
    run(() => store.configure(change));
  const [isChecked, setIsChecked] = useState(false);
  const typed = words ?? settings.heldWords?.join('\n') ?? '';
  const { words: heldWords, problem } = readHeldWords(typed);
  const problemText =
    problem?.kind === 'long'
      ? t('settings.heldWordLong', {
          ...{ line: problem.line, max: heldWordLimits.letters },
          word: `${cutText(problem.word, 20)}…`,
        })
      : problem &&
        t('settings.heldWordsMany', { line: problem.line, max: heldWordLimits.lines });
  const saveWords = async (): Promise<void> => {
    if (problem) {
      setIsChecked(true);
      return;
    }
    if (await configure({ heldWords })) {
      setWords(undefined);
      announce(t('settings.saved'));
    }
  };
  const exported = (format: 'csv' | 'json'): string =>
    `/api/studio/sessions/${encodeURIComponent(code)}/questions.${format}`;
  return (
    <div className="form">
      <SwitchField
        label={t('settings.isOpen')}
        help={t('settings.isOpenHelp')}
        isSelected={settings.isOpen}
        onChange={(isOpen) => void configure({ isOpen })}
      />
      <SwitchField
        label={t('settings.preModeration')}
        help={t('settings.preModerationHelp')}
        isSelected={settings.preModeration}
        onChange={(preModeration) => void configure({ preModeration })}
      />
      <ChoiceList
        showsLabel
        label={t('settings.askerMode')}
        value={settings.askerMode}
        choices={AskerMode.options.map((value) => ({
          value,
          title: t(`settings.mode.${value}`),
        }))}
        onChange={(askerMode) => void configure({ askerMode })}
      />
      <p className="small muted">{t('settings.askerModeHelp')}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void saveWords();
        }}
      >
        <TextField
          label={t('settings.heldWords')}
          help={t('settings.heldWordsHelp')}
          rows={4}
          value={typed}
          onChange={setWords}
          problem={isChecked ? problemText : undefined}
        />
        <div className="form__actions">
          {/* Never disabled: a button that is loses the focus, and with it Escape its way to the sheet. */}
          <Button type="submit">{t('settings.save')}</Button>
        </div>
      </form>
      {mayExport ? (
        <section className="section" aria-labelledby="question-export">
          <h3 id="question-export">{t('settings.export')}</h3>
          <p className="small muted">{t('settings.exportHelp')}</p>
          <div className="row">
            <a className="button button--secondary" href={exported('csv')} download>
              {t('settings.csv')}
            </a>
            <a className="button button--secondary" href={exported('json')} download>
              {t('settings.json')}
            </a>
          </div>
        </section>
      ) : null}
    </div>
  );
}
