import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.tsx';
import { currentLanguage } from '../i18n/i18n.ts';
import { formatClock, formatMoment, splitLength, timeDistance } from '../times/format-time.ts';
import { useNow } from '../times/use-now.ts';

/** Indonesia's most populous zone, until the library has said its own. */
const defaultZone = 'Asia/Jakarta';

/** The zone that the library's times are said in. */
export function useLibraryZone(): string {
  return useMe().me?.library?.timeZone ?? defaultZone;
}

type MomentProps = {
  /** ISO 8601. */
  at: string;
  /** Adds "2 jam lagi". */
  distance?: boolean;
};

/** A moment in the library's zone: "Sabtu, 28 November, 19.30 WIB · 2 jam lagi", and the clock here if it differs. */
export function Moment({ at, distance = false }: MomentProps) {
  const { t } = useTranslation();
  const zone = useLibraryZone();
  const now = useNow();
  const moment = new Date(at);
  const language = currentLanguage();
  const clock = formatClock(moment, { language, zone });
  const clockHere = formatClock(moment, {
    language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const { key, count } = timeDistance(moment, now);
  return (
    <time dateTime={at} className="numbers">
      {formatMoment(moment, { language, zone }, now)}
      {distance ? ` · ${t(key, { count })}` : ''}
      {clock === clockHere ? '' : ` · ${t('time.here', { clock: clockHere })}`}
    </time>
  );
}

/** A length as people say it: "1 jam 5 menit", "20 detik". */
export function useLength(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const { hours, minutes, seconds } = splitLength(ms);
    const words = [];
    if (hours > 0) words.push(t('hours', { count: hours }));
    if (minutes > 0) words.push(t('minutes', { count: minutes }));
    return words.length > 0 ? words.join(' ') : t('seconds', { count: seconds });
  };
}
