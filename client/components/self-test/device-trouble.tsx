import { useTranslation } from 'react-i18next';
import type { DeviceProblem } from '../../devices/device-error.ts';
import { handheldOf } from '../../state/self-test.ts';
import { Callout } from '../callout.tsx';

type Props = { device: 'microphone' | 'camera'; problem: DeviceProblem };

/** Why it does not work, and what to do; of a refusal step by step, as this kind of device has it. */
export function SelfTestTrouble({ device, problem }: Props) {
  const { t } = useTranslation(['selfTest', 'room']);
  // Closing the browser's question is a refusal, as far as anybody can do something about it.
  const told = problem === 'cancelled' ? 'denied' : problem;
  const name = t(`names.${device}`);
  return (
    <Callout tone="problem" urgent>
      {told === 'denied' ? (
        <>
          <p>{t('denied.text', { name })}</p>
          <p>{t(`denied.${handheldOf(navigator.userAgent)}`, { name })}</p>
        </>
      ) : (
        <p>{t(`room:device.${device}.${told}`)}</p>
      )}
    </Callout>
  );
}
