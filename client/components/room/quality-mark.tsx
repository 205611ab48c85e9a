import { useTranslation } from 'react-i18next';

/** mediasoup's score of what somebody sends, 0 to 10, as three bars and a word. */
export function QualityMark({ score }: { score: number }) {
  const { t } = useTranslation('room');
  const grade = gradeOf(score);
  const bars = { poor: 1, fair: 2, good: 3 }[grade];
  return (
    <span className={`quality quality--${grade}`} title={t(`stage.quality.${grade}`)}>
      <Bars count={bars} />
      <span className={grade === 'poor' ? 'quality__word' : 'visually-hidden'}>
        {t(`stage.quality.${grade}`)}
      </span>
    </span>
  );
}

export function gradeOf(score: number): 'good' | 'fair' | 'poor' {
  if (score >= 7) return 'good';
  return score >= 4 ? 'fair' : 'poor';
}

/** Up to three bars, drawn so that how many are filled shows without colour. */
export function Bars({ count }: { count: number }) {
  return (
    <svg className="bars" viewBox="0 0 14 12" aria-hidden="true" focusable="false">
      {[0, 1, 2].map((bar) => (
        <rect
          key={bar}
          className={bar < count ? 'bars__full' : 'bars__empty'}
          x={bar * 5}
          y={8 - bar * 4}
          width="4"
          height={4 + bar * 4}
        />
      ))}
    </svg>
  );
}
