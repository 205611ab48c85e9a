import '../components/room/room.css';
import '../components/room/stage.css';
import '../components/self-test/self-test.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import { PageHeader } from '../components/page-header.tsx';
import { CameraStep } from '../components/self-test/camera-step.tsx';
import { LineStep } from '../components/self-test/line-step.tsx';
import { MicrophoneStep } from '../components/self-test/microphone-step.tsx';
import { ResultStep } from '../components/self-test/result-step.tsx';
import { SpeakerStep } from '../components/self-test/speaker-step.tsx';
import { Shell } from '../components/shell.tsx';
import { testSteps, type TestResults, type TestStep } from '../state/self-test.ts';

type At = { step: TestStep | 'result'; hasMoved: boolean };

/** Speaker, microphone, camera and line, one after the other, for anyone, on any day. A failure never blocks the rest. */
export function SelfTestPage() {
  const { t } = useTranslation('selfTest');
  const wanted = new URLSearchParams(useSearch()).get('ke');
  const [results, setResults] = useState<Partial<TestResults>>({});
  const [{ step, hasMoved }, setAt] = useState<At>({ step: 'speaker', hasMoved: false });

  const go = (next: TestStep | 'result'): void => setAt({ step: next, hasMoved: true });
  const onDone = <S extends TestStep>(done: S, result: TestResults[S]): void => {
    const all = { ...results, [done]: result };
    setResults(all);
    go(testSteps.find((one) => all[one] === undefined) ?? 'result');
  };
  const place = { number: testSteps.findIndex((one) => one === step) + 1, count: 4 };
  const frame = { takesFocus: hasMoved, place };

  return (
    <Shell title={t('title')} width="reading">
      <PageHeader title={t('title')} lead={<p>{t('lead')}</p>} />
      {step === 'speaker' ? <SpeakerStep frame={frame} onDone={onDone} /> : null}
      {step === 'microphone' ? <MicrophoneStep frame={frame} onDone={onDone} /> : null}
      {step === 'camera' ? <CameraStep frame={frame} onDone={onDone} /> : null}
      {step === 'line' ? <LineStep frame={frame} onDone={onDone} /> : null}
      {step === 'result' ? (
        <ResultStep
          results={results}
          onAgain={go}
          // Only ever to a session of ours, whatever the address says.
          returnTo={wanted?.startsWith('/a/') ? wanted : undefined}
        />
      ) : null}
    </Shell>
  );
}
