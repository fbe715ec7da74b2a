import { useQueryClient } from "@tanstack/react-query";
import { changeContactSettings, listContactSettings } from "#contract/administration.ts";
import type { ContactView } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { keepAnswer, useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { SettingList } from "#web/workspace/settings/setting-list.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";

/** What is set for this one person: today, which mails it gets. */
export function ContactSettings({ contact }: { contact: ContactView }) {
  const client = useQueryClient();
  const settings = useEndpoint(listContactSettings, { params: { id: contact.id } });
  return (
    <SettingList
      level="contact"
      items={settings.data?.items}
      error={settings.error}
      onRetry={() => void settings.refetch()}
      mayChange={contact.can.includes("change")}
      plan={(body) => plannedCall(changeContactSettings, { params: { id: contact.id }, body })}
      save={async (body) => {
        keepAnswer(client, listContactSettings, { id: contact.id }, await call(changeContactSettings, { params: { id: contact.id }, body }));
      }}
    />
  );
}
