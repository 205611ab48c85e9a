import './speaker-page.css';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearch } from 'wouter';
import { Button, ButtonLink } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Loading } from '../components/loading.tsx';
import { SpeakerQuestion } from '../components/questions/speaker-question.tsx';
import { useRoomSession } from '../components/room/use-room-session.ts';
import { Shell } from '../components/shell.tsx';
import { sessionOf } from '../session/session-snapshot.ts';

/**
 * A second screen for whoever answers, or for the hall: one question in huge type. It stays in the lobby: it takes no
 * seat, sends nothing and plays nothing.
 */
export function SpeakerPage() {
  const { code = '' } = useParams();
  const { t } = useTranslation('questions');
  const invitation = new URLSearchParams(useSearch()).get('u') ?? undefined;
  const { floor, snapshot } = useRoomSession({ code, invitation, isNeeded: true });
  const session = sessionOf(snapshot);
  const title = session ? `${t('speaker.title')} · ${session.title}` : t('speaker.title');
  useEffect(() => {
    document.title = title;
  }, [title]);

  if (snapshot.phase === 'failed' || session?.state === 'ended') {
    return (
      <Shell title={t('speaker.title')} width="reading">
        <EmptyState level={1} title={session ? t('speaker.ended') : t('speaker.failed')}>
          <ButtonLink href={`/a/${code}`}>{t('speaker.room')}</ButtonLink>
        </EmptyState>
      </Shell>
    );
  }
  if (!floor || !session || !snapshot.lobby) return <Loading />;
  return (
    <div className="speaker">
      <header className="speaker__head">
        <h1>{title}</h1>
        <FullScreen />
      </header>
      {snapshot.link === 'down' ? (
        <p className="speaker__down" role="alert">
          {t('speaker.down')}
        </p>
      ) : null}
      <SpeakerQuestion
        store={floor.questions}
        mayAnswer={snapshot.lobby.role !== 'listener' && session.state === 'live'}
      />
    </div>
  );
}

/** Offered where the browser can. iPhones cannot. */
function FullScreen() {
  const { t } = useTranslation('questions');
  const [isFull, setIsFull] = useState(false);
  useEffect(() => {
    const look = (): void => setIsFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  if (!document.fullscreenEnabled) return null;
  const toggle = (): void => {
    const done = isFull
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    // Refused by the browser: then the window stays as it is.
    done.catch(() => undefined);
  };
  return (
    <Button onPress={toggle}>
      {isFull ? t('speaker.leaveFullScreen') : t('speaker.fullScreen')}
    </Button>
  );
}
