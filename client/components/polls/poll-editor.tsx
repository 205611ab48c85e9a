import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { pollLimits, type PollPlan } from '../../../server/protocol/polls.ts';
import {
  mayAddOption,
  toPlan,
  withOption,
  withoutOption,
  type PollDraftForm,
} from '../../state/poll-form.ts';
import { Button } from '../button.tsx';
import { SelectField } from '../select-field.tsx';
import { SwitchField } from '../switch-field.tsx';
import { TextField } from '../text-field.tsx';

type PollEditorProps = {
  start: PollDraftForm;
  onSave: (draft: { plan: PollPlan; isShown: boolean }) => void;
  onCancel: () => void;
};

const kinds = ['single', 'multiple', 'scale', 'words'] as const;
const heights = Array.from({ length: pollLimits.scale - 1 }, (_, at) => at + 2);
const wordCounts = Array.from({ length: pollLimits.words }, (_, at) => at + 1);

/** Writes a poll down. Saved by its button: half a poll must not be opened by mistake. */
export function PollEditor({ start, onSave, onCancel }: PollEditorProps) {
  const { t } = useTranslation('polls');
  const { t: common } = useTranslation();
  const [form, setForm] = useState(start);
  const [isTried, setIsTried] = useState(false);
  const set = (change: Partial<PollDraftForm>): void => setForm({ ...form, ...change });
  const { plan, problem } = toPlan(form);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (plan) onSave({ plan, isShown: form.isShown });
  };

  return (
    <form className="form" onSubmit={submit} aria-label={t('editor.label')}>
      <TextField
        label={t('editor.question')}
        value={form.question}
        maxLength={pollLimits.question}
        onChange={(question) => set({ question })}
        problem={isTried && problem === 'question' ? common('problem.required') : undefined}
      />
      <SelectField
        label={t('editor.kind')}
        value={form.kind}
        choices={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        onChange={(value) => {
          const kind = kinds.find((one) => one === value) ?? 'single';
          // Words are for a moderator to see first, unless she decides otherwise.
          set({ kind, isShown: kind !== 'words' });
        }}
      />
      <KindFields form={form} setForm={setForm} />
      {isTried && problem === 'options' ? (
        <p className="field__problem small" role="alert">
          {t('editor.optionsProblem')}
        </p>
      ) : null}
      <SwitchField
        label={t('editor.isShown')}
        help={t('editor.isShownHelp')}
        isSelected={form.isShown}
        onChange={(isShown) => set({ isShown })}
      />
      <div className="form__actions">
        <Button type="submit" look="primary">
          {t('editor.save')}
        </Button>
        <Button onPress={onCancel}>{common('cancel')}</Button>
      </div>
    </form>
  );
}

type KindFieldsProps = { form: PollDraftForm; setForm: (form: PollDraftForm) => void };

function KindFields({ form, setForm }: KindFieldsProps) {
  const { t } = useTranslation('polls');
  const numbers = (values: readonly number[]) =>
    values.map((value) => ({ value: `${value}`, label: `${value}` }));
  if (form.kind === 'words') {
    return (
      <SelectField
        label={t('editor.maxWords')}
        value={`${form.maxWords}`}
        choices={numbers(wordCounts)}
        onChange={(value) => setForm({ ...form, maxWords: Number(value) })}
      />
    );
  }
  if (form.kind === 'scale') {
    return (
      <>
        <div className="form__row">
          <SelectField
            label={t('editor.from')}
            value={`${form.from}`}
            choices={numbers([0, 1])}
            onChange={(value) => setForm({ ...form, from: Number(value) })}
          />
          <SelectField
            label={t('editor.to')}
            value={`${form.to}`}
            choices={numbers(heights)}
            onChange={(value) => setForm({ ...form, to: Number(value) })}
          />
        </div>
        <TextField
          label={t('editor.fromLabel')}
          help={t('editor.fromLabelHelp')}
          optional
          value={form.fromLabel}
          maxLength={pollLimits.scaleEnd}
          onChange={(fromLabel) => setForm({ ...form, fromLabel })}
        />
        <TextField
          label={t('editor.toLabel')}
          help={t('editor.toLabelHelp')}
          optional
          value={form.toLabel}
          maxLength={pollLimits.scaleEnd}
          onChange={(toLabel) => setForm({ ...form, toLabel })}
        />
      </>
    );
  }
  return (
    <>
      {form.options.map((option, at) => (
        <div className="poll-option" key={at}>
          <TextField
            label={t('editor.option', { number: at + 1 })}
            value={option}
            maxLength={pollLimits.option}
            onChange={(text) => setForm(withOption(form, at, text))}
          />
          {form.options.length > 2 ? (
            <Button
              look="quiet"
              aria-label={t('editor.removeOptionNamed', { number: at + 1 })}
              onPress={() => setForm(withoutOption(form, at))}
            >
              {t('editor.removeOption')}
            </Button>
          ) : null}
        </div>
      ))}
      {mayAddOption(form) ? (
        <div>
          <Button onPress={() => setForm({ ...form, options: [...form.options, ''] })}>
            {t('editor.addOption')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
