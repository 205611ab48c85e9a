import './session-outside.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { Role } from '../../../server/protocol/words.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import type { SessionScreen } from '../../state/session-screen.ts';
import { MyAnswers } from '../afterwards/my-answers.tsx';
import { PageHeader } from '../page-header.tsx';
import { Prose } from '../prose.tsx';
import { Section } from '../section.tsx';
import { Entrance } from './entrance.tsx';
import { PracticeCallout } from './practice-callout.tsx';
import { Prepare } from './prepare.tsx';
import {
  AfterPractice,
  AfterSession,
  EnteringFailed,
  SeatTaken,
  Waiting,
} from './session-endings.tsx';
import { SessionFacts } from './session-facts.tsx';
import { TimeLeft, waitReason } from './time-left.tsx';
import type { DataModeChoice } from './use-data-mode.ts';

type SessionOutsideProps = {
  session: SessionInfo;
  snapshot: SessionSnapshot;
  screen: Exclude<SessionScreen, 'room'>;
  /** As far as it is known yet. */
  role: Role;
  /** The name of somebody signed in; the hub may know a better one. */
  knownName: string;
  dataMode: DataModeChoice;
  /** Pressed Masuk while the room's code is still on its way. */
  isEntering: boolean;
  onEnter: (displayName: string) => void;
  onAgain: () => void;
  /** Asking before it opens, once that is possible. */
  questions: ReactNode;
};

/** Everything of a session's page but the room: before, at the door, and after. */
export function SessionOutside(props: SessionOutsideProps) {
  const { session, snapshot, screen } = props;
  const { t } = useTranslation('session');
  return (
    <div className="session">
      <PageHeader
        title={session.title}
        parent={{ href: `/s/${session.seriesSlug}`, label: session.seriesTitle }}
        lead={<SessionFacts session={session} listenerCount={snapshot.lobby?.listenerCount} />}
      />
      <PracticeCallout session={session} snapshot={snapshot} isHost={props.role === 'host'} />
      <Door {...props} />
      {props.questions}
      {session.description ? (
        <Section title={t('about')}>
          <Prose text={session.description} />
        </Section>
      ) : null}
      {screen === 'entrance' && session.state === 'scheduled' ? (
        <Prepare session={session} />
      ) : null}
    </div>
  );
}

function Door({
  session,
  snapshot,
  screen,
  role,
  knownName,
  dataMode,
  isEntering,
  onEnter,
  onAgain,
}: SessionOutsideProps) {
  const countdown = <TimeLeft session={session} snapshot={snapshot} />;
  switch (screen) {
    case 'after':
      if (session.practiceOf) {
        const { keptUntil, practiceOf } = session;
        return <AfterPractice {...{ keptUntil, practiceOf }} isHost={role === 'host'} />;
      }
      return (
        <>
          <AfterSession session={session} isHost={role === 'host'} />
          <MyAnswers code={session.code} />
        </>
      );
    case 'taken':
      return <SeatTaken onTakeBack={onAgain} />;
    case 'failed':
      return <EnteringFailed problem={snapshot.problem} session={session} onRetry={onAgain} />;
    case 'waiting':
      return <Waiting reason={waitReason(snapshot, session)}>{countdown}</Waiting>;
    case 'entrance':
      if (isEntering) return <Waiting reason="joining">{countdown}</Waiting>;
      return (
        <>
          {countdown}
          <Entrance
            session={session}
            role={role}
            knownName={snapshot.lobby?.displayName || knownName}
            dataMode={dataMode}
            hasLeft={snapshot.phase === 'left'}
            problem={snapshot.problem}
            onEnter={onEnter}
          />
        </>
      );
  }
}
