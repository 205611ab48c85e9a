import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cutText } from '../../../server/protocol/cut-text.ts';
import type { LinkInfo } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useSubmit } from '../../forms/use-submit.ts';
import { LinkRow } from './link-row.tsx';

type LinksSectionProps = {
  code: string;
  links: readonly LinkInfo[];
  reload: () => Promise<void>;
};

/** Personal links are for listeners, and open no stage. */
type StageLink = LinkInfo & { role: 'speaker' | 'moderator' };
const isStageLink = (link: LinkInfo): link is StageLink => link.role !== 'listener';

/** Links that make someone a speaker or moderator of this session: make, copy, revoke. */
export function LinksSection({ code, links, reload }: LinksSectionProps) {
  const { t } = useTranslation('studio');
  const [label, setLabel] = useState('');
  const stageLinks = links.filter(isStageLink);
  const make = async (role: StageLink['role']): Promise<void> => {
    await api.createLink(code, { role, label: label.trim() });
    setLabel('');
    await reload();
  };
  const speaker = useSubmit(() => make('speaker'));
  const moderator = useSubmit(() => make('moderator'));

  return (
    <Section title={t('links.title')} card>
      <p className="muted">{t('links.text')}</p>
      {stageLinks.length > 0 ? (
        <ul className="links">
          {stageLinks.map((link) => (
            <LinkRow
              key={link.linkId}
              {...{ code, link, reload }}
              name={
                link.label
                  ? t(`links.${link.role}Named`, { label: link.label })
                  : t(`links.${link.role}`)
              }
              afterwards={t('links.revokeText')}
            />
          ))}
        </ul>
      ) : null}
      <form className="form" onSubmit={speaker.onSubmit}>
        <TextField
          label={t('links.label')}
          help={t('links.labelHelp')}
          optional
          value={label}
          onChange={(text) => setLabel(cutText(text, 60))}
        />
        <Failure error={speaker.error ?? moderator.error} />
        <div className="form__actions">
          <Button type="submit" isPending={speaker.busy}>
            {t('links.newSpeaker')}
          </Button>
          <Button isPending={moderator.busy} onPress={moderator.run}>
            {t('links.newModerator')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
