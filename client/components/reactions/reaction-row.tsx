import './reactions.css';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ReactionKind } from '../../../server/protocol/reactions.ts';
import type { ReactionsStore } from '../../session/reactions-store.ts';
import { useAction } from '../room/use-action.ts';
import { ReactionIcon } from './reaction-icon.tsx';

/** What one can say to the stage without words. Stays open: applause is more than one clap. */
export function ReactionRow({ reactions }: { reactions: ReactionsStore }) {
  const { t } = useTranslation('chat');
  const run = useAction({ repeats: true });
  return (
    <div className="reaction-choice" role="group" aria-label={t('reactions.title')}>
      {ReactionKind.options.map((kind) => (
        <Button
          key={kind}
          className="reaction-button"
          onPress={() => void run(() => reactions.send(kind))}
        >
          <ReactionIcon kind={kind} />
          <span>{t(`kinds.${kind}`)}</span>
        </Button>
      ))}
    </div>
  );
}
