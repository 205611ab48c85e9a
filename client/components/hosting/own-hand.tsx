import './hosting.css';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { handReasonLength } from '../../../server/protocol/hands.ts';
import type { OwnHand } from '../../../server/protocol/protocol.ts';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';

/** One's own raised hand: that it is up, and how many are before it. */
export function OwnHandLine({ hand, onReason }: { hand: OwnHand; onReason: () => void }) {
  const { t } = useTranslation('hosting');
  const { place, reason } = hand;
  return (
    <div className="banner own-hand">
      <p role="status">
        <strong>{t('hand.up')}</strong>{' '}
        {place === 1 ? t('hand.next') : t('hand.place', { place })}
        {reason ? ` ${t('hand.reason', { reason })}` : ''}
      </p>
      <Button onPress={onReason}>
        {reason ? t('hand.changeReason') : t('hand.addReason')}
      </Button>
    </div>
  );
}

type HandReasonFormProps = { reason: string; onSave: (reason: string) => void };

/** What it is about, for those who decide who is heard next. */
export function HandReasonForm({ reason, onSave }: HandReasonFormProps) {
  const { t } = useTranslation('hosting');
  const [text, setText] = useState(reason);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSave(text.trim());
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label={t('hand.reasonField')}
        help={t('hand.reasonHelp')}
        value={text}
        onChange={setText}
        maxLength={handReasonLength}
      />
      <div className="dialog__actions">
        <Button look="primary" type="submit">
          {t('hand.saveReason')}
        </Button>
      </div>
    </form>
  );
}
