import { useTranslation } from 'react-i18next';
import { DismissReason } from '../../../server/protocol/questions.ts';
import { Button } from '../button.tsx';

/** Why a question is not taken: one press on the reason does it. */
export function DismissChoice({ onChoose }: { onChoose: (reason: DismissReason) => void }) {
  const { t } = useTranslation('moderation');
  return (
    <>
      <p>{t('dialog.dismissText')}</p>
      <div className="dismiss">
        {DismissReason.options.map((reason) => (
          <Button key={reason} wide onPress={() => onChoose(reason)}>
            {t(`dialog.dismiss.${reason}`)}
          </Button>
        ))}
      </div>
    </>
  );
}
