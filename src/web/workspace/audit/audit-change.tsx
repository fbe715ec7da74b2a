/** One event in full: who, when, why, and what was before and after, field by field. */
import { Anchor, Code, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { Actor, type AuditEvent } from "./actor.tsx";
import { fieldsOf } from "./event-fields.ts";
import { useFieldWords } from "./field-words.tsx";

const places: Readonly<Record<string, string>> = {
  company: "/companies",
  contact: "/contacts",
  ticket: "/tickets",
  project: "/projects",
  agent: "/agents",
  group: "/access/groups",
};

export function AuditChange({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  const before = fieldsOf(event.before);
  const after = fieldsOf(event.after);
  const words = useFieldWords(event.subject);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => words.isNamed(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const place = places[event.subject.kind];
  return (
    <Stack gap="md">
      <Text fw={600}>{event.sentence}</Text>
      <Table variant="vertical" layout="fixed" withTableBorder>
        <Table.Tbody>
          <Table.Tr>
            <Table.Th w={120}>{t("workspace.audit.when")}</Table.Th>
            <Table.Td>
              <DateTime at={event.at} as="exact" />
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Th>{t("workspace.audit.who")}</Table.Th>
            <Table.Td>
              <Actor event={event} />
            </Table.Td>
          </Table.Tr>
          {event.reason !== "" && (
            <Table.Tr>
              <Table.Th>{t("workspace.editing.reason")}</Table.Th>
              <Table.Td>{event.reason}</Table.Td>
            </Table.Tr>
          )}
          <Table.Tr>
            <Table.Th>{t("workspace.audit.eventName")}</Table.Th>
            <Table.Td>
              <Code>{event.event}</Code>
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      {place !== undefined && event.subject.id !== null && (
        <Anchor component={Link} to={`${place}/${event.subject.id}`}>
          {t("workspace.audit.open")}
        </Anchor>
      )}
      {keys.length > 0 && (
        <Table withTableBorder layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="36%">{t("workspace.audit.field")}</Table.Th>
              <Table.Th>{t("workspace.audit.before")}</Table.Th>
              <Table.Th>{t("workspace.audit.after")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {keys.map((key) => (
              <Table.Tr key={key}>
                <Table.Td style={{ overflowWrap: "anywhere" }}>{words.label(key)}</Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>{words.value(key, before[key])}</Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>{words.value(key, after[key])}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
