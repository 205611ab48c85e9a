import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../server/protocol/transcripts.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { formatExact } from '../../state/exact-position.ts';

type CueRowProps = {
  cue: Cue;
  /** A name stands where the speaker changes. */
  isNew: boolean;
  /** What is being played. */
  isCurrent: boolean;
  onOpen: (cueId: string) => void;
};

/** One cue as it is read; a press opens it. There may be thousands, so it is no more than this. */
export const CueRow = memo(function CueRow({ cue, isNew, isCurrent, onOpen }: CueRowProps) {
  const { t } = useTranslation('transcript');
  const { cueId, fromMs, speaker, text } = cue;
  return (
    <button
      type="button"
      className="cues__row"
      data-cue={cueId}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => onOpen(cueId)}
    >
      <span className="numbers cues__time">{formatExact(fromMs, currentLanguage())}</span>
      <span>
        {isNew ? <strong>{speaker ?? t('nobody')}: </strong> : null}
        {text === '' ? <em>{t('empty')}</em> : text}
      </span>
    </button>
  );
});
