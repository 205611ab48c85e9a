import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useSubmit } from '../../forms/use-submit.ts';

/** Whether one is open is looked at so often: another host may open it, or end it in its room. */
const pollMs = 15_000;

/** The way into a practice, before the session or after it. */
export function PracticeSection({ session: { code } }: { session: SessionInfo }) {
  const { t } = useTranslation('conduct');
  const [, navigate] = useLocation();
  const { data, error: unknown } = useLoad(
    `practice ${code}`,
    (signal) => api.findPractice(code, {}, signal),
    {
      pollMs,
    },
  );
  const { busy, error, run } = useSubmit(async () => {
    const practice = await api.openPractice(code);
    navigate(`/a/${practice.code}`);
  });
  return (
    <Section title={t('practice.name')} card>
      <p>{t('practice.about')}</p>
      <Failure error={error} />
      {data?.code === undefined ? null : (
        <>
          <p>
            <strong>{t('practice.running')}</strong>
          </p>
          <div>
            <ButtonLink href={`/a/${data.code}`} look="primary">
              {t('practice.join')}
            </ButtonLink>
          </div>
        </>
      )}
      {/* While it is not known whether one is open, opening finds it. */}
      {(data && data.code === undefined) || (!data && unknown) ? (
        <div>
          <Button isPending={busy} onPress={run}>
            {t('practice.open')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
