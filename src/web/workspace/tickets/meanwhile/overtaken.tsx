/** One place on the page of a ticket that asks what is to stand where two agents changed the same field. */
import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useState } from "react";
import type { AgentTicketView } from "#contract/ticket-fields.ts";

const OvertakenDialog = lazy(() => import("./overtaken-dialog.tsx").then((module) => ({ default: module.OvertakenDialog })));

export type Overtaken = {
  /** Who was quicker. */
  by: string;
  wanted: object;
  /** Sets what was wanted in place of what stands there now. */
  replace: (ticket: AgentTicketView) => void;
};

const Place = createContext<((overtaken: Overtaken) => void) | null>(null);

export function OvertakenPlace({ ticket, children }: { ticket: AgentTicketView; children: ReactNode }) {
  const [asked, setAsked] = useState<Overtaken | null>(null);
  const close = useMemo(() => () => setAsked(null), []);
  return (
    <Place value={setAsked}>
      {children}
      <Suspense>
        {asked !== null && (
          <OvertakenDialog
            ticket={ticket}
            by={asked.by}
            wanted={asked.wanted}
            onReplace={() => {
              close();
              asked.replace(ticket);
            }}
            onClose={close}
          />
        )}
      </Suspense>
    </Place>
  );
}

/** Null: this page has no such place. */
export const useOvertakenPlace = () => use(Place);
