import type { ComponentType } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../session/room-session.ts';
import type { PanelName } from '../../state/room-panels.ts';
import type { RoomView } from '../../state/room-view.ts';
import { PeoplePanel } from './people-panel.tsx';

export type PanelProps = { room: RoomView; session: RoomSession };

/** What each panel shows. */
export const panelContents: Record<PanelName, ComponentType<PanelProps>> = {
  people: PeoplePanel,
};

type ConsoleProps = PanelProps & { panels: readonly PanelName[] };

/** The panels beside the stage: one at a time, behind tabs when there are several. */
export function Console({ panels, ...props }: ConsoleProps) {
  const { t } = useTranslation('room');
  const [only, ...others] = panels;
  if (!only) return null;
  if (others.length === 0) {
    const Content = panelContents[only];
    return (
      <aside className="room__console" aria-label={t(`panels.${only}`)} tabIndex={0}>
        <Content {...props} />
      </aside>
    );
  }
  return (
    <aside className="room__console" aria-label={t('panels.label')}>
      <Tabs className="tabs">
        <TabList className="tabs__list" aria-label={t('panels.label')}>
          {panels.map((panel) => (
            <Tab className="tabs__tab" key={panel} id={panel}>
              {t(`panels.${panel}`)}
            </Tab>
          ))}
        </TabList>
        {panels.map((panel) => {
          const Content = panelContents[panel];
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
