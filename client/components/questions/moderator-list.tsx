import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  approvable,
  everyQuestion,
  moderatorList,
  type ModeratorList as ListName,
  type QuestionFilter,
  type Sorting,
} from '../../state/question-lists.ts';
import { Button } from '../button.tsx';
import { Segments } from './segments.tsx';
import { HeldNews } from './held-news.tsx';
import { ModeratorCards } from './moderator-cards.tsx';
import { useHeldList } from './use-held-list.ts';
import { useKept } from './use-kept.ts';
import type { Moderation } from './use-moderation.ts';

type ModeratorListProps = {
  moderation: Moderation;
  list: ListName;
  filter: QuestionFilter;
  /** Its heading, where it stands beside others. */
  title?: ReactNode;
  /** To the next list to the left or right, where there are several. */
  onSideways?: (step: 1 | -1) => void;
};

/** One list of questions to work through, with what concerns all of it. */
export function ModeratorList({
  moderation,
  list,
  filter,
  title,
  onSideways,
}: ModeratorListProps) {
  const { t } = useTranslation(['moderation', 'questions']);
  const [sorting, setSorting] = useKept<Sorting>(moderation.store, 'sorting', 'votes');
  const wanted = moderatorList(moderation.view, list, { sorting, filter });
  const held = useHeldList(
    wanted.map(({ questionId }) => questionId),
    `${sorting} ${filter.label} ${filter.text}`,
  );
  const toApprove = approvable(moderation.view, held.ids);
  return (
    <div className="mod-list" {...held.holding}>
      <div className="mod-list__head">
        {title}
        <HeldNews held={held} />
        {list === 'open' ? (
          <Segments
            label={t('questions:all.sort')}
            value={sorting}
            choices={[
              { value: 'votes', label: t('list.byVotes') },
              { value: 'time', label: t('list.byTime') },
            ]}
            onChange={setSorting}
          />
        ) : null}
        {list === 'inbox' ? (
          <Button
            isDisabled={toApprove.ready.length === 0}
            onPress={() => moderation.openSheet({ kind: 'approve-all', ...toApprove })}
          >
            {t('list.approveAll', { count: toApprove.ready.length })}
          </Button>
        ) : null}
      </div>
      <ModeratorCards
        {...{ moderation, list, held, onSideways }}
        isFiltered={filter !== everyQuestion}
      />
    </div>
  );
}
