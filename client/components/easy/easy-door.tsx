import './easy.css';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import type { SessionScreen } from '../../state/session-screen.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { EmptyState } from '../empty-state.tsx';
import { Loading } from '../loading.tsx';
import { useModeCost } from '../room/data-mode-field.tsx';
import { AfterSession, EnteringFailed, SeatTaken, Waiting } from '../room/session-endings.tsx';
import { SessionFacts } from '../room/session-facts.tsx';
import { TimeLeft, waitReason } from '../room/time-left.tsx';

type EasyDoorProps = {
  session: SessionInfo;
  snapshot: SessionSnapshot;
  screen: Exclude<SessionScreen, 'room'>;
  onListen: () => void;
  onAgain: () => void;
};

/** Easy mode outside the room: what is on, for whom this link is, and one thing to press. */
export function EasyDoor(props: EasyDoorProps) {
  const { session, snapshot, screen } = props;
  return (
    <div className="easy">
      <header className="easy__head">
        <h1>{session.title}</h1>
        {screen === 'entrance' || screen === 'waiting' ? (
          <p>
            <SessionFacts session={session} listenerCount={snapshot.lobby?.listenerCount} />
          </p>
        ) : null}
      </header>
      <Door {...props} />
    </div>
  );
}

function Door({ session, snapshot, screen, onListen, onAgain }: EasyDoorProps) {
  switch (screen) {
    case 'after':
      return <AfterSession session={session} isHost={false} />;
    case 'taken':
      return <SeatTaken onTakeBack={onAgain} />;
    case 'failed':
      return snapshot.problem === 'gone' ? (
        <LinkGone code={session.code} />
      ) : (
        <EnteringFailed problem={snapshot.problem} session={session} onRetry={onAgain} />
      );
    case 'waiting':
      return (
        <Waiting reason={waitReason(snapshot, session)}>
          <TimeLeft session={session} snapshot={snapshot} />
        </Waiting>
      );
    case 'entrance':
      return <Entrance session={session} snapshot={snapshot} onListen={onListen} />;
  }
}

function Entrance({
  session,
  snapshot,
  onListen,
}: Pick<EasyDoorProps, 'session' | 'snapshot' | 'onListen'>) {
  const { t } = useTranslation(['easy', 'session']);
  const cost = useModeCost();
  const { lobby, phase, problem } = snapshot;
  if (!lobby) return <Loading />;
  const known = problem === 'unavailable' || problem === 'too-many' ? problem : 'other';
  return (
    <section className="easy__part">
      {phase === 'left' ? (
        <Callout tone="ok">
          <p>{t('door.left')}</p>
        </Callout>
      ) : null}
      <p className="easy__name">
        {lobby.displayName ? t('door.hello', { name: lobby.displayName }) : t('door.welcome')}
      </p>
      {problem ? (
        <Callout tone="problem" urgent>
          <p>{t(`session:problem.${known}`)}</p>
        </Callout>
      ) : null}
      <div className="easy__listen">
        <Button look="primary" wide onPress={onListen}>
          {t('door.listen')}
        </Button>
      </div>
      <p>{session.state === 'live' ? t('door.live') : t('door.early')}</p>
      <TimeLeft session={session} snapshot={snapshot} />
      <p className="muted">{t('door.noMicrophone', { cost: cost('sound') })}</p>
    </section>
  );
}

/** Lost, taken back, or for another session. Listening is open to all, so there is still a way in. */
function LinkGone({ code }: { code: string }) {
  const { t } = useTranslation('easy');
  return (
    <EmptyState title={t('gone.title')}>
      <p role="alert">{t('gone.text')}</p>
      {/* A new page: this one has closed its socket for good. */}
      <a className="button button--primary" href={`/a/${code}/mudah`}>
        {t('gone.without')}
      </a>
    </EmptyState>
  );
}
