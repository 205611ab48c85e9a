import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Callout } from '../../components/callout.tsx';
import { Moment } from '../../components/moment.tsx';
import { Section } from '../../components/section.tsx';

/** What the server could not delete though it should have. Nothing, while all is well. */
export function UpkeepSection() {
  const { t } = useTranslation('studio');
  const { data } = useLoad('upkeep', (signal) => api.upkeep(signal));
  if (!data || (!data.purges && data.takes.length === 0)) return null;
  const { purges, takes } = data;
  return (
    <Section title={t('upkeep.title')}>
      <Callout tone="problem">
        {purges ? (
          <p>
            {t('upkeep.purges', { count: purges.count })} <Moment at={purges.since} />.{' '}
            {t('upkeep.purgesAfterwards')}
          </p>
        ) : null}
        {takes.length > 0 ? (
          <>
            <p>{t('upkeep.takes')}</p>
            <ul>
              {takes.map(({ code, title, key }) => (
                <li key={code}>
                  <Link href={`/studio/sessions/${code}`}>{title}</Link>:{' '}
                  {key === undefined ? t('upkeep.unread') : t('upkeep.changed', { key })}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </Callout>
    </Section>
  );
}
