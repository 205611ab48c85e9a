import { useTranslation } from 'react-i18next';
import type { RecordingInfo } from '../../../server/protocol/rest.ts';
import { Callout } from '../../components/callout.tsx';
import { Moment } from '../../components/moment.tsx';

/** Until when the takes are there, which editing needs; afterwards, that they are gone and what was made sure of. */
export function TakesKept({ kept }: { kept: RecordingInfo['takesKept'] }) {
  const { t } = useTranslation('studio');
  const { state, at, readBack, problem } = kept;
  if (state === 'held') {
    return (
      <Callout tone="problem">
        <p>{t('takes.held')}</p>
        {problem ? <p className="small">{t('takes.heldKey', { key: problem.key })}</p> : null}
      </Callout>
    );
  }
  if (at === undefined) return null;
  return state === 'deleted' ? (
    <p>
      {t('takes.deleted')} <Moment at={at} />.{' '}
      {readBack && readBack.objects > 0
        ? t('takes.readBack', { count: readBack.objects })
        : t('takes.nothingRead')}
    </p>
  ) : (
    <p className="muted">
      {t('takes.until')} <Moment at={at} />. {t('takes.afterwards')}
    </p>
  );
}
