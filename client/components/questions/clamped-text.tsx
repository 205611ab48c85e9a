import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import { useToggle } from './use-questions.ts';

/** As long as fits into about three lines of a phone. */
const shortLength = 130;

/** A text that shows its beginning, and the rest when asked: the stage needs the room too. */
export function ClampedText({ text, className }: { text: string; className: string }) {
  const { t } = useTranslation('questions');
  const [isWhole, toggle] = useToggle();
  if (text.length <= shortLength) return <p className={className}>{text}</p>;
  return (
    <>
      <p className={`${className}${isWhole ? '' : ' clamped'}`}>{text}</p>
      <Button look="quiet" onPress={toggle}>
        {isWhole ? t('now.readLess') : t('now.readAll')}
      </Button>
    </>
  );
}
