import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { api } from '../../api/api.ts';
import { useErrorText } from '../../api/error-text.ts';
import { useLoad } from '../../api/use-load.ts';
import { LoadState } from '../../components/load-state.tsx';
import { useNotice } from '../../components/notices.tsx';
import { PollManager, type PollDeeds } from '../../components/polls/poll-manager.tsx';
import { Section } from '../../components/section.tsx';
import { newUuid } from '../../session/new-uuid.ts';

/** Polls before the session: written down. After it: their results, to look at and to take along. */
export function PollsSection({ session: { code, state } }: { session: SessionInfo }) {
  const { t } = useTranslation('polls');
  const notify = useNotice();
  const toErrorText = useErrorText();
  const loaded = useLoad(`polls ${code}`, (signal) => api.polls(code, signal));
  const isOver = state === 'ended';

  const run = async (deed: () => Promise<unknown>, done: string): Promise<boolean> => {
    try {
      await deed();
      notify(done);
      return true;
    } catch (error) {
      notify(toErrorText(error), 'problem');
      return false;
    } finally {
      await loaded.reload();
    }
  };
  const deeds: PollDeeds = {
    draft: (draft) =>
      run(() => api.draftPoll(code, { pollId: newUuid(), ...draft }), t('studio.saved')),
    change: ({ pollId, version }, draft) =>
      run(() => api.changePoll(code, pollId, { version, ...draft }), t('studio.saved')),
    delete: ({ pollId, version }) =>
      run(() => api.deletePoll(code, pollId, { version }), t('studio.deleted')),
  };

  return (
    <Section title={t('title')} card>
      {isOver ? null : <p className="muted">{t('studio.text')}</p>}
      <LoadState loaded={loaded}>
        {({ polls }) => (
          <>
            <PollManager polls={polls} deeds={deeds} isOver={isOver} />
            {polls.some((poll) => poll.state !== 'draft') ? (
              <p className="row">
                <a href={api.pollsFile(code, 'csv')} download>
                  {t('studio.exportCsv')}
                </a>
                <a href={api.pollsFile(code, 'json')} download>
                  {t('studio.exportJson')}
                </a>
              </p>
            ) : null}
          </>
        )}
      </LoadState>
    </Section>
  );
}
