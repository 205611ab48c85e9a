import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { RoomSession } from '../../session/room-session.ts';
import { Button } from '../button.tsx';
import { useAction } from './use-action.ts';

type PracticeFormProps = { session: RoomSession; onClose: () => void };

/** What a practice is, and the way into it. */
export function PracticeForm({ session, onClose }: PracticeFormProps) {
  const { t } = useTranslation(['conduct', 'common']);
  const [, navigate] = useLocation();
  const run = useAction();
  const open = async (): Promise<void> => {
    const { code } = await session.request('practice:open', {});
    navigate(`/a/${code}`);
  };
  return (
    <>
      <p>{t('practice.text')}</p>
      <div className="dialog__actions">
        <Button look="primary" onPress={() => void run(open)}>
          {t('practice.open')}
        </Button>
        <Button onPress={onClose}>{t('common:cancel')}</Button>
      </div>
    </>
  );
}
