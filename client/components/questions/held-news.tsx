import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import type { HeldListState } from './use-held-list.ts';

/** At the head of a list that is held: that it would look different by now, and the press that makes it so. */
export function HeldNews({
  held: { isStale, newCount, release },
}: {
  held: Pick<HeldListState, 'isStale' | 'newCount' | 'release'>;
}) {
  const { t } = useTranslation('questions');
  if (!isStale) return null;
  return (
    <div className="held-news">
      <Button onPress={release}>
        {newCount > 0 ? t('all.new', { count: newCount }) : t('all.refresh')}
      </Button>
    </div>
  );
}
