import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { Role } from '../../../server/protocol/words.ts';
import { playTestSound } from '../../devices/sound-output.ts';
import type { SessionProblem } from '../../session/session-error.ts';
import { Button, ButtonLink } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { Disclosure } from '../disclosure.tsx';
import { TextField } from '../text-field.tsx';
import { DataModeField, useModeCost } from './data-mode-field.tsx';
import type { DataModeChoice } from './use-data-mode.ts';

type EntranceProps = {
  session: SessionInfo;
  /** As far as it is known yet. */
  role: Role;
  knownName: string;
  dataMode: DataModeChoice;
  hasLeft: boolean;
  problem: SessionProblem | undefined;
  onEnter: (displayName: string) => void;
};

/** The way in: a name if one likes, what is recorded, and one large button. */
export function Entrance({
  session,
  role,
  knownName,
  dataMode,
  hasLeft,
  problem,
  onEnter,
}: EntranceProps) {
  const { t } = useTranslation(['session', 'conduct']);
  const [typedName, setTypedName] = useState<string>();
  const [isNameMissing, setIsNameMissing] = useState(false);
  const name = typedName ?? knownName;
  const isStage = role !== 'listener';
  const nameHelp = session.practiceOf
    ? t('conduct:practice.nameHelp')
    : t(isStage ? 'enter.nameHelpStage' : 'enter.nameHelp');

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    // Listeners may stay nameless; whoever speaks is introduced, live and in the episode.
    if (isStage && !name.trim()) setIsNameMissing(true);
    else onEnter(name.trim());
  };

  return (
    <form className="card entrance" onSubmit={submit} aria-label={t('enter.title')}>
      {hasLeft ? (
        <Callout tone="ok">
          <p>{t('enter.left')}</p>
        </Callout>
      ) : null}
      {role === 'listener' ? null : <p>{t(`enter.as.${role}`)}</p>}
      <TextField
        label={t('enter.name')}
        help={nameHelp}
        optional={!isStage}
        autoComplete="name"
        maxLength={40}
        value={name}
        onChange={setTypedName}
        problem={isNameMissing && !name.trim() ? t('enter.nameNeeded') : undefined}
      />
      {session.practiceOf ? (
        <p>{t('conduct:practice.entrance')}</p>
      ) : (
        <p className="entrance__recorded">
          {isStage ? t('enter.recordedStage') : t('enter.recorded')}
        </p>
      )}
      {isStage ? null : <DataModeLine {...dataMode} />}
      <EntranceProblem problem={problem} />
      <Button type="submit" look="primary" wide>
        {buttonWords(t, session, isStage)}
      </Button>
      {isStage ? null : <p className="small muted">{t('enter.noMicrophone')}</p>}
      <TestSound />
    </form>
  );
}

type Words = (key: 'enter.button' | 'enter.buttonEarly' | 'enter.buttonStage') => string;

function buttonWords(t: Words, { state }: SessionInfo, isStage: boolean): string {
  if (isStage) return t('enter.buttonStage');
  return state === 'live' ? t('enter.button') : t('enter.buttonEarly');
}

/** What coming in will cost, in one line; opened, what else there is. */
function DataModeLine({ dataMode, reason, choose }: DataModeChoice) {
  const { t } = useTranslation('network');
  const cost = useModeCost();
  return (
    <div className="entrance__data">
      <Disclosure
        title={t('mode.summary', { mode: t(`mode.${dataMode}`), cost: cost(dataMode) })}
      >
        <DataModeField value={dataMode} onChange={choose} />
      </Disclosure>
      {reason && reason !== 'nothing-known' ? (
        <p className="small muted">{t(`reason.${reason}`)}</p>
      ) : null}
    </div>
  );
}

function EntranceProblem({ problem }: { problem: SessionProblem | undefined }) {
  const { t } = useTranslation('session');
  if (!problem) return null;
  const known = problem === 'unavailable' || problem === 'too-many' ? problem : 'other';
  return (
    <Callout tone="problem" urgent>
      <p>{t(`problem.${known}`)}</p>
    </Callout>
  );
}

/** Can this device be heard at all? Better known before it begins. */
function TestSound() {
  const { t } = useTranslation(['session', 'selfTest']);
  const [isTested, setIsTested] = useState(false);
  return (
    <div className="entrance__test">
      <Button
        look="quiet"
        onPress={() => {
          playTestSound();
          setIsTested(true);
        }}
      >
        {t('enter.testSound')}
      </Button>
      <p className="small muted" role="status">
        {isTested ? t('enter.testedSound') : ''}
      </p>
      <ButtonLink
        href={`/uji?ke=${encodeURIComponent(location.pathname + location.search)}`}
        look="quiet"
      >
        {t('selfTest:invite.fromLobby')}
      </ButtonLink>
    </div>
  );
}
