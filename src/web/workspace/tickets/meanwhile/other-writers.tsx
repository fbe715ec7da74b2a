/** Says that I am writing, and who else is: while something is typed, every few seconds. */
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { sayWriting, stopWriting } from "#contract/live.ts";
import { call } from "#web/client/call.ts";
import type { WritingMode } from "#web/workspace/tickets/composer-head.tsx";
import classes from "./other-writers.module.css";

const beatMilliseconds = 10_000;
/** Who typed nothing for so long is not writing, though the field is open. */
const restingMilliseconds = 120_000;

export function OtherWriters({ ticketId, mode, text }: { ticketId: string; mode: WritingMode; text: string }) {
  const { t } = useTranslation();
  const typedAt = useRef(performance.now());
  const typed = useRef(text);
  useEffect(() => {
    if (typed.current !== text) typedAt.current = performance.now();
    typed.current = text;
  }, [text]);
  const { data } = useQuery({
    queryKey: [sayWriting.path, ticketId, mode],
    queryFn: ({ signal }) => call(sayWriting, { params: { id: ticketId }, body: { visible: mode === "answer" }, signal }),
    refetchInterval: () => (performance.now() - typedAt.current < restingMilliseconds ? beatMilliseconds : false),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => () => void call(stopWriting, { params: { id: ticketId } }).catch(() => {}), [ticketId]);
  const others = data?.others ?? [];
  return (
    <div role="status">
      {others.map(({ id, name, visible }) => (
        <p key={id} className={classes.writer}>
          <IconPencil size={16} aria-hidden />
          <span>{t(visible ? "workspace.meanwhile.writesAnswer" : "workspace.meanwhile.writesNote", { name })}</span>
        </p>
      ))}
    </div>
  );
}
