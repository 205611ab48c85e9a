import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { api } from '../../api/api.ts';
import { useErrorText } from '../../api/error-text.ts';
import { useLoad } from '../../api/use-load.ts';
import { LoadState } from '../../components/load-state.tsx';
import { useNotice } from '../../components/notices.tsx';
import { RundownList, type SaveRundown } from '../../components/rundown/rundown-list.tsx';
import { Section } from '../../components/section.tsx';

/** The rundown before the session: written here, gone through in the room. */
export function RundownSection({ session: { code } }: { session: SessionInfo }) {
  const { t } = useTranslation('flow');
  const notify = useNotice();
  const toErrorText = useErrorText();
  const loaded = useLoad(`rundown ${code}`, (signal) => api.rundown(code, signal));
  const save: SaveRundown = async (change) => {
    try {
      await api.changeRundown(code, change);
      notify(t('rundown.saved'));
      return true;
    } catch (error) {
      notify(toErrorText(error), 'problem');
      return false;
    } finally {
      await loaded.reload();
    }
  };
  return (
    <Section title={t('rundown.title')} card>
      <p className="muted">{t('rundown.text')}</p>
      <LoadState loaded={loaded}>
        {(rundown) => <RundownList rundown={rundown} onSave={save} />}
      </LoadState>
    </Section>
  );
}
