import { useTranslation } from 'react-i18next';
import { Moment, useLength, useLibraryZone } from '../../components/moment.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SwitchField } from '../../components/switch-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { zoneName } from '../../times/format-time.ts';
import { fromWallTime } from '../../times/zoned-time.ts';
import type { SessionForm } from './session-form.ts';
import { UndrawnNote } from './undrawn-note.tsx';

type SessionFieldsProps = {
  form: SessionForm;
  onChange: (form: SessionForm) => void;
  problemOf: (field: string) => string | undefined;
  /** Its time and how it is sent are then history and cannot change. */
  hasBegun?: boolean;
};

/** Lengths offered, in minutes. */
const lengths = [15, 30, 45, 60, 75, 90, 120, 150, 180, 240, 360, 480, 720];
const minuteMs = 60_000;

/** The fields of a session, the same when it is made and when it is changed. */
export function SessionFields({
  form,
  onChange,
  problemOf,
  hasBegun = false,
}: SessionFieldsProps) {
  const { t } = useTranslation('studio');
  const set = (change: Partial<SessionForm>) => onChange({ ...form, ...change });

  return (
    <>
      <div className="field">
        <TextField
          label={t('session.name')}
          help={t('session.nameHelp')}
          value={form.title}
          onChange={(title) => set({ title })}
          problem={problemOf('title')}
        />
        <UndrawnNote text={form.title} />
      </div>
      <TextField
        label={t('session.description')}
        help={t('session.descriptionHelp')}
        rows={5}
        optional
        value={form.description}
        onChange={(description) => set({ description })}
        problem={problemOf('description')}
      />
      {hasBegun ? null : (
        <>
          <TimeFields form={form} onChange={onChange} problemOf={problemOf} />
          <SwitchField
            label={t('session.broadcast')}
            help={t('session.broadcastHelp')}
            isSelected={form.broadcast}
            onChange={(broadcast) => set({ broadcast })}
          />
        </>
      )}
    </>
  );
}

/** When and how long, and the same said in words, so that a mistyped date shows. */
function TimeFields({ form, onChange, problemOf }: SessionFieldsProps) {
  const { t } = useTranslation('studio');
  const zone = useLibraryZone();
  const toLength = useLength();
  const set = (change: Partial<SessionForm>) => onChange({ ...form, ...change });
  const startsAt = fromWallTime(form, zone);
  const offered = [...new Set([...lengths, form.plannedMinutes])].sort((a, b) => a - b);

  return (
    <>
      <div className="form__row">
        <TextField
          label={t('session.date')}
          type="date"
          value={form.date}
          onChange={(date) => set({ date })}
          problem={problemOf('date')}
        />
        <TextField
          label={t('session.time')}
          type="time"
          value={form.time}
          onChange={(time) => set({ time })}
          problem={problemOf('time')}
        />
        <SelectField
          label={t('session.length')}
          value={String(form.plannedMinutes)}
          onChange={(minutes) => set({ plannedMinutes: Number(minutes) })}
          choices={offered.map((minutes) => ({
            value: String(minutes),
            label: toLength(minutes * minuteMs),
          }))}
        />
      </div>
      <p className="muted">
        {startsAt ? (
          <Moment at={startsAt.toISOString()} distance />
        ) : (
          t('session.timeHelp', { zone: zoneName(new Date(), zone) })
        )}
      </p>
    </>
  );
}
