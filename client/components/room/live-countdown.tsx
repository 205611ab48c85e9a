import './live-countdown.css';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { secondsUntil } from '../../state/session-screen.ts';
import { useNow } from '../../times/use-now.ts';
import { Button } from '../button.tsx';

/** Often enough that no number is skipped or stays for two. */
const lookMs = 200;

type LiveCountdownProps = {
  session: SessionInfo;
  clockOffsetMs: number;
  /** For whoever may stop it. */
  onCancel?: () => void;
};

/** The last seconds before going live, for the stage and the lobby. Not read out as it ticks. */
export function LiveCountdown({ session, ...props }: LiveCountdownProps) {
  const { goesLiveAt, state } = session;
  return goesLiveAt && state === 'scheduled' ? (
    <Counting goesLiveAt={goesLiveAt} {...props} />
  ) : null;
}

function Counting({
  goesLiveAt,
  clockOffsetMs,
  onCancel,
}: { goesLiveAt: string } & Omit<LiveCountdownProps, 'session'>) {
  const { t } = useTranslation('conduct');
  const nowMs = useNow(lookMs).getTime() + clockOffsetMs;
  const left = secondsUntil(Date.parse(goesLiveAt), nowMs);
  return (
    <section className="live-countdown" aria-label={t('countdown.spoken')}>
      <p className="live-countdown__words" aria-hidden="true">
        {t('countdown.title')}
      </p>
      <p className="live-countdown__number numbers" aria-hidden="true">
        {left > 0 ? left : t('countdown.now')}
      </p>
      <p className="visually-hidden">{t('countdown.spoken')}</p>
      {onCancel ? <Button onPress={onCancel}>{t('countdown.cancel')}</Button> : null}
    </section>
  );
}
