import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Control, RoomControls } from '../../state/room-controls.ts';
import { isPanel, type PanelName } from '../../state/room-panels.ts';
import { BarButton } from './bar-button.tsx';
import type { IconName } from './icons.tsx';
import { useSize } from './use-size.ts';

/** What each control does, and how the switches stand. */
export type BarActions = {
  press: (control: Control) => void;
  /** Undefined for what is no switch. */
  isOn: (control: Control) => boolean | undefined;
};

const icons: Record<Control, IconName> = {
  microphone: 'microphone',
  camera: 'camera',
  screen: 'screen',
  'enter-stage': 'stage',
  'leave-stage': 'leaveStage',
  'go-live': 'onAir',
  end: 'end',
  mark: 'mark',
  lock: 'lock',
  practice: 'stage',
  hand: 'hand',
  questions: 'question',
  chat: 'chat',
  people: 'people',
  polls: 'poll',
  react: 'react',
  slides: 'screen',
  flow: 'flow',
  share: 'share',
  devices: 'settings',
  consent: 'record',
  data: 'signal',
  leave: 'leave',
};

const offIcons: Partial<Record<Control, IconName>> = {
  microphone: 'microphoneOff',
  camera: 'cameraOff',
};

/** Keys that do the same as a control. */
export const shortcuts: Partial<Record<Control, string>> = {
  microphone: 'M',
  camera: 'V',
  // Free among the moderators' keys, which are pressed in the same room.
  mark: 'C',
};

type RoomBarProps = {
  controls: RoomControls;
  actions: BarActions;
  badge: (panel: PanelName) => ReactNode;
  onMore: () => void;
};

/** The room's controls: what is needed at once in sight, the rest one press away. */
export function RoomBar({ controls, actions, badge, onMore }: RoomBarProps) {
  const { t } = useTranslation('room');
  const [size, measure] = useSize();
  // With text so large that it would cover half of what it belongs to, it lies below that instead.
  const isTall = size.height > innerHeight / 2;
  const { main, more, primary } = controls;
  // What cannot be taken back stands apart, at the end.
  const [last] = main.filter((control) => control === 'end');
  const hidesSome = more.length > 0;
  // One row of four at most, else two rows of equal length.
  const count = main.length + (hidesSome ? 1 : 0);
  const columns = count <= 4 ? count : Math.ceil(count / 2);
  // Beside the stage of a phone on its side: no higher than it.
  const sideColumns = Math.ceil(count / 4);
  const show = (control: Control): ReactNode => (
    <ControlButton
      key={control}
      control={control}
      actions={actions}
      isPrimary={control === primary}
      badge={isPanel(control) ? badge(control) : undefined}
    />
  );
  return (
    <section
      className={`bar${isTall ? ' bar--tall' : ''}`}
      ref={measure}
      aria-label={t('bar.label')}
      style={{ '--columns': columns, '--side-columns': sideColumns } as CSSProperties}
    >
      {main.filter((control) => control !== last).map(show)}
      {hidesSome ? (
        <BarButton icon="more" onPress={onMore}>
          {t('bar.more')}
        </BarButton>
      ) : null}
      {last ? show(last) : null}
    </section>
  );
}

/** The controls that did not fit, each as wide as the sheet. */
export function MoreControls({
  controls,
  actions,
}: {
  controls: RoomControls;
  actions: BarActions;
}) {
  return (
    <div className="bar bar--sheet">
      {controls.more.map((control) => (
        <ControlButton key={control} control={control} actions={actions} isPrimary={false} />
      ))}
    </div>
  );
}

type ControlButtonProps = {
  control: Control;
  actions: BarActions;
  isPrimary: boolean;
  badge?: ReactNode;
};

function ControlButton({ control, actions, isPrimary, badge }: ControlButtonProps) {
  const isOn = actions.isOn(control);
  const { word, label } = useControlWords(control, isOn, isPrimary);
  const icon = isOn === false ? (offIcons[control] ?? icons[control]) : icons[control];
  const shortcut = shortcuts[control];
  return (
    <BarButton
      icon={icon}
      onPress={() => actions.press(control)}
      badge={badge}
      look={control === 'end' ? 'danger' : isPrimary ? 'primary' : 'plain'}
      {...(isOn === undefined ? {} : { state: isOn ? 'on' : 'off' })}
      {...(label ? { label } : {})}
      {...(shortcut ? { shortcut } : {})}
    >
      {word}
    </BarButton>
  );
}

/** The word on the button; for switches also a label that says what pressing does. */
function useControlWords(
  control: Control,
  isOn: boolean | undefined,
  isPrimary: boolean,
): { word: string; label?: string } {
  const { t } = useTranslation(['room', 'hosting', 'network', 'conduct']);
  const state = isOn ? t('bar.on') : t('bar.off');
  switch (control) {
    case 'microphone':
      return {
        word: `${t('bar.microphone')} ${state}`,
        label: `${t('bar.microphone')} ${state}. ${isOn ? t('bar.microphoneOn') : t('bar.microphoneOff')}`,
      };
    case 'camera':
      return {
        word: `${t('bar.camera')} ${state}`,
        label: `${t('bar.camera')} ${state}. ${isOn ? t('bar.cameraOn') : t('bar.cameraOff')}`,
      };
    case 'screen':
      return { word: isOn ? t('bar.screenOn') : t('bar.screenOff') };
    case 'data':
      return { word: t('network:control') };
    case 'hand':
      return { word: isOn ? t('hosting:hand.lower') : t('hosting:hand.raise') };
    case 'lock':
      return { word: isOn ? t('conduct:lock.unlock') : t('conduct:lock.lock') };
    case 'practice':
      return { word: t('conduct:practice.action') };
    case 'enter-stage':
      return { word: t('bar.enterStage') };
    case 'leave-stage':
      return { word: t('bar.leaveStage') };
    case 'go-live':
      return { word: t('bar.goLive') };
    case 'consent':
      return { word: t('consent.menu') };
    case 'questions':
      // For who listens it is the one thing to do here.
      return { word: isPrimary ? t('bar.ask') : t('panels.questions') };
    case 'chat':
    case 'people':
    case 'polls':
    case 'slides':
    case 'flow':
      return { word: t(`panels.${control}`) };
    case 'react':
    case 'end':
    case 'mark':
    case 'share':
    case 'devices':
    case 'leave':
      return { word: t(`bar.${control}`) };
  }
}
