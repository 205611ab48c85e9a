import { useTranslation } from 'react-i18next';
import { listPartly, listUnclear } from '../../../server/protocol/silenced-words.ts';
import type { StudioTranscript } from '../../../server/protocol/transcripts.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import type { CueList } from '../../state/cue-list.ts';
import { formatExact } from '../../state/exact-position.ts';
import { Callout } from '../callout.tsx';
import { heardOf } from './heard-of.ts';

type WithheldWordsProps = {
  studio: StudioTranscript;
  /** As they are by now. */
  cues: CueList;
};

/** As many as one looks for in the list below. */
const mostShown = 5;

/**
 * Says which words are not published though something of them is heard, or may be: those of nobody known where somebody is
 * silenced, and lines of which a part is gone. And what to do about either.
 */
export function WithheldWords({ studio, cues }: WithheldWordsProps) {
  const { t } = useTranslation('transcript');
  const heard = heardOf(studio);
  const written = cues.filter(({ text }) => text !== '');
  const unclear = listUnclear(written, heard);
  const partly = listPartly(written, heard);
  const at = (ms: number): string => formatExact(ms, currentLanguage());
  return (
    <>
      {unclear.length === 0 ? null : (
        <Callout>
          <p>{t('unclear', { count: unclear.length })}</p>
          <ul>
            {unclear.slice(0, mostShown).map(({ cueId, fromMs, text }) => (
              <li key={cueId}>
                {at(fromMs)} {text}
              </li>
            ))}
          </ul>
          <p>{t('unclearText')}</p>
        </Callout>
      )}
      {partly.length === 0 ? null : (
        <Callout>
          <p>{t('partly', { count: partly.length })}</p>
          <ul>
            {partly.slice(0, mostShown).map(({ cue: { cueId, fromMs, text }, missing }) => (
              <li key={cueId}>
                {at(fromMs)} {text} (
                {t('missing', {
                  times: missing
                    .map((gone) => `${at(gone.fromMs)}–${at(gone.toMs)}`)
                    .join(', '),
                })}
                )
              </li>
            ))}
          </ul>
          <p>{t('partlyText')}</p>
        </Callout>
      )}
    </>
  );
}
