import './people-page.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonInfo } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Button } from '../../components/button.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { LoadState } from '../../components/load-state.tsx';
import { useNotice } from '../../components/notices.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { useSubmit } from '../../forms/use-submit.ts';
import { StudioShell } from './studio-shell.tsx';

/** Who has an account: invite, close. */
export function PeoplePage() {
  const { t } = useTranslation('studio');
  const people = useLoad('people', api.people);
  return (
    <StudioShell title={t('people.title')} width="reading">
      {(me) => (
        <>
          <PageHeader title={t('people.title')} lead={<p>{t('people.lead')}</p>} />
          {me.role === 'owner' ? <Invite /> : null}
          <LoadState loaded={people}>
            {(list) => (
              <Section title={t('people.list')}>
                <ul className="people">
                  {list.map((person) => (
                    <PersonRow
                      key={person.personId}
                      person={person}
                      me={me}
                      reload={people.reload}
                    />
                  ))}
                </ul>
              </Section>
            )}
          </LoadState>
        </>
      )}
    </StudioShell>
  );
}

function Invite() {
  const { t } = useTranslation('studio');
  const [url, setUrl] = useState<string>();
  const { busy, error, run } = useSubmit(async () => {
    const invitation = await api.inviteHost({});
    setUrl(invitation.url);
  });
  return (
    <Section title={t('people.invite')} card>
      <p className="muted">{t('people.inviteText')}</p>
      <Failure error={error} />
      {url ? (
        <CopyField
          // A new link starts uncopied.
          key={url}
          label={t('people.link')}
          help={t('people.linkHelp')}
          value={url}
        />
      ) : null}
      <div>
        <Button look={url ? 'secondary' : 'primary'} isPending={busy} onPress={run}>
          {t('people.makeLink')}
        </Button>
      </div>
    </Section>
  );
}

type PersonRowProps = { person: PersonInfo; me: PersonInfo; reload: () => Promise<void> };

function PersonRow({ person, me, reload }: PersonRowProps) {
  const { t } = useTranslation('studio');
  const notify = useNotice();
  const [asking, setAsking] = useState(false);
  const { busy, error, run } = useSubmit(async () => {
    await api.closeAccount(person.personId);
    await reload();
    notify(t('people.closedNotice'));
  });
  const isMe = person.personId === me.personId;
  const mayClose = me.role === 'owner' && !isMe && !person.closed;
  const facts = [
    isMe ? t('people.you') : undefined,
    person.closed ? t('people.closed') : t(`people.${person.role}`),
    person.email,
  ].filter(Boolean);
  return (
    <li className="people__one">
      <div>
        <strong>{person.displayName}</strong>
        <p className="muted small">{facts.join(' · ')}</p>
      </div>
      {mayClose ? (
        <Button
          look="quiet"
          isPending={busy}
          aria-label={`${t('people.close')}: ${person.displayName}`}
          onPress={() => setAsking(true)}
        >
          {t('people.close')}
        </Button>
      ) : null}
      <Failure error={error} />
      <ConfirmDialog
        title={t('people.closeTitle', { name: person.displayName })}
        text={t('people.closeText')}
        action={t('people.close')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void run()}
      />
    </li>
  );
}
