import { useTranslation } from 'react-i18next';
import type { PanelProps } from '../room/room-panels.tsx';
import { NewsCount } from '../room/news-count.tsx';
import { useIsWide } from '../room/use-is-wide.ts';
import { AudienceQuestions } from './audience-questions.tsx';
import { ModeratorBoard, ModeratorPanel } from './moderator-questions.tsx';
import { StageQuestion } from './stage-question.tsx';
import { useQuestions } from './use-questions.ts';

/** Questions beside the stage: to ask and support for the audience, to work through for those on stage and behind it. */
export function QuestionsPanel(props: PanelProps) {
  const { t } = useTranslation('room');
  const isWide = useIsWide();
  const { you, session } = props.room;
  const store = props.floor.questions;
  return (
    <>
      {isWide ? (
        // A sheet has a title of its own; beside the stage a tab says it, which is no heading.
        <h2 className="visually-hidden">{t('panels.questions')}</h2>
      ) : (
        // Under a sheet the stage is out of sight, and with it what is being answered.
        <StageQuestion store={store} role={you.role} isLive={session.state === 'live'} />
      )}
      {you.role === 'listener' ? (
        <AudienceQuestions store={store} knownName={you.displayName} />
      ) : (
        <ModeratorPanel {...props} />
      )}
    </>
  );
}

export const QuestionsBoard = ModeratorBoard;

/** For moderators how many wait to be checked; for everyone else how many are new to them. */
export function QuestionsBadge({ room, floor }: PanelProps) {
  const { view, unseen } = useQuestions(floor.questions);
  const { role } = room.you;
  if (role !== 'host' && role !== 'moderator') return <NewsCount count={unseen} />;
  const pending = [...(view?.questions.values() ?? [])].filter(
    ({ state }) => state === 'pending',
  );
  return <NewsCount count={pending.length} />;
}
