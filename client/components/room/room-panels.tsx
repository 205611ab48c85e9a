import type { ComponentType } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Floor } from '../../session/floor.ts';
import type { RoomSession } from '../../session/room-session.ts';
import type { PanelName } from '../../state/room-panels.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import { ChatBadge, ChatPanel } from '../chat/chat-panel.tsx';
import {
  QuestionsBadge,
  QuestionsBoard,
  QuestionsPanel,
} from '../questions/questions-panel.tsx';
import { FlowPanel } from './flow-panel.tsx';
import { PeopleBadge, PeoplePanel } from './people-panel.tsx';
import { SlidesPanel } from '../slides/slides-panel.tsx';
import { PollsPanel } from './polls-panel.tsx';

export type PanelProps = {
  room: RoomView;
  session: RoomSession;
  floor: Floor;
  /** Gives a panel with a Board most of the window; undefined where there is no room for that. */
  onWiden?: () => void;
};

type Panel = {
  Content: ComponentType<PanelProps>;
  /** How much of it waits to be seen: a NewsCount, drawn on its tab and on its button. */
  Badge?: ComponentType<PanelProps>;
  /** What it shows when it is given most of the window, while the stage and the other panels lie beside it. */
  Board?: ComponentType<PanelProps>;
};

/** What each panel shows. */
export const panelParts: Record<PanelName, Panel> = {
  questions: { Content: QuestionsPanel, Badge: QuestionsBadge, Board: QuestionsBoard },
  chat: { Content: ChatPanel, Badge: ChatBadge },
  people: { Content: PeoplePanel, Badge: PeopleBadge },
  polls: { Content: PollsPanel },
  slides: { Content: SlidesPanel },
  flow: { Content: FlowPanel },
};

export function PanelBadge({ panel, ...props }: PanelProps & { panel: PanelName }) {
  const { Badge } = panelParts[panel];
  return Badge ? <Badge {...props} /> : null;
}

type ConsoleProps = PanelProps & {
  panels: readonly PanelName[];
  selected: PanelName;
  onSelect: (panel: PanelName) => void;
};

/** The panels beside the stage: one at a time, behind tabs when there are several. */
export function Console({ panels, selected, onSelect, ...props }: ConsoleProps) {
  const { t } = useTranslation('room');
  if (panels.length < 2) {
    const { Content } = panelParts[selected];
    return (
      <aside className="room__console" aria-label={t(`panels.${selected}`)} tabIndex={0}>
        <Content {...props} />
      </aside>
    );
  }
  return (
    <aside className="room__console" aria-label={t('panels.label')}>
      <Tabs
        className="tabs"
        selectedKey={selected}
        onSelectionChange={(key) => onSelect(key as PanelName)}
      >
        <TabList className="tabs__list" aria-label={t('panels.label')}>
          {panels.map((panel) => (
            <Tab className="tabs__tab" key={panel} id={panel}>
              {t(`panels.${panel}`)} <PanelBadge panel={panel} {...props} />
            </Tab>
          ))}
        </TabList>
        {panels.map((panel) => {
          const { Content } = panelParts[panel];
          return (
            <TabPanel className="tabs__panel" key={panel} id={panel}>
              <Content {...props} />
            </TabPanel>
          );
        })}
      </Tabs>
    </aside>
  );
}

type BoardProps = PanelProps & { panel: PanelName; onNarrow: () => void };

/** One panel with most of the window to itself. */
export function Board({ panel, onNarrow, ...props }: BoardProps) {
  const { t } = useTranslation('room');
  const { Board: Content } = panelParts[panel];
  return Content ? (
    <section className="room__board" aria-label={t(`panels.${panel}`)}>
      <div className="room__board-head">
        <h2>{t(`panels.${panel}`)}</h2>
        <Button onPress={onNarrow}>{t('panels.narrow')}</Button>
      </div>
      <Content {...props} />
    </section>
  ) : null;
}
