import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { LinkInfo } from '../../../server/protocol/rest.ts';
import { nameLength } from '../../../server/protocol/words.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useSubmit } from '../../forms/use-submit.ts';
import { loadCode } from '../../load-code.ts';
import { LinkRow } from './link-row.tsx';

// It brings the QR code along, which few need.
const LinkSheets = lazy(async () => ({
  default: (await loadCode(() => import('./link-sheets.tsx'))).LinkSheets,
}));

type PersonalLinksProps = {
  session: SessionInfo;
  links: readonly LinkInfo[];
  reload: () => Promise<void>;
};

/** Links for those who need it easiest: a name in each, to send or to hand over on paper. */
export function PersonalLinksSection({ session, links, reload }: PersonalLinksProps) {
  const { t } = useTranslation('studio');
  const { code } = session;
  const [name, setName] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [onPaper, setOnPaper] = useState<readonly LinkInfo[]>([]);
  const personal = links.filter(({ role }) => role === 'listener');
  const make = useSubmit(async () => {
    const label = name.trim();
    setIsMissing(!label);
    if (!label) return;
    await api.createLink(code, { role: 'listener', label });
    setName('');
    await reload();
  });

  return (
    <Section title={t('personal.title')} card>
      <p className="muted">{t('personal.text')}</p>
      {personal.length > 0 ? (
        <ul className="links">
          {personal.map((link) => (
            <LinkRow
              key={link.linkId}
              {...{ code, link, reload }}
              name={t('personal.named', { name: link.label })}
              afterwards={t('personal.revokeText', { name: link.label })}
            >
              <Button
                aria-label={t('personal.printName', { name: link.label })}
                onPress={() => setOnPaper([link])}
              >
                {t('personal.print')}
              </Button>
            </LinkRow>
          ))}
        </ul>
      ) : null}
      {personal.length > 1 ? (
        <div>
          <Button onPress={() => setOnPaper(personal)}>{t('personal.printAll')}</Button>
        </div>
      ) : null}
      <form className="form" onSubmit={make.onSubmit}>
        <TextField
          label={t('personal.name')}
          help={t('personal.nameHelp')}
          value={name}
          maxLength={nameLength}
          onChange={setName}
          problem={isMissing && !name.trim() ? t('personal.nameNeeded') : undefined}
        />
        <Failure error={make.error} />
        <div className="form__actions">
          <Button type="submit" isPending={make.busy}>
            {t('personal.make')}
          </Button>
        </div>
      </form>
      {onPaper.length > 0 ? (
        <Suspense>
          <LinkSheets session={session} links={onPaper} onDone={() => setOnPaper([])} />
        </Suspense>
      ) : null}
    </Section>
  );
}
