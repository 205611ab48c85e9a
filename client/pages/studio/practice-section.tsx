import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useSubmit } from '../../forms/use-submit.ts';

/** The way into a practice, before the session or after it. */
export function PracticeSection({ session: { code } }: { session: SessionInfo }) {
  const { t } = useTranslation('conduct');
  const [, navigate] = useLocation();
  const { busy, error, run } = useSubmit(async () => {
    const practice = await api.openPractice(code);
    navigate(`/a/${practice.code}`);
  });
  return (
    <Section title={t('practice.name')} card>
      <p>{t('practice.about')}</p>
      <Failure error={error} />
      <div>
        <Button isPending={busy} onPress={run}>
          {t('practice.open')}
        </Button>
      </div>
    </Section>
  );
}
