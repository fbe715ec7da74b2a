/** Own fields as columns of the tickets' list, hidden until somebody chooses them. */
import { Text } from "@mantine/core";
import { useMemo } from "react";
import type { ListedTicketView } from "#contract/ticket-fields.ts";
import type { Column } from "#web/ui/columns.ts";
import { useOwnFields, useValueText } from "./use-own-fields.ts";

export function useOwnColumns(): Column<ListedTicketView>[] {
  const fields = useOwnFields();
  const textOf = useValueText();
  return useMemo(
    () =>
      fields
        .filter(({ state, type }) => state === "active" && type !== "json")
        .map((field): Column<ListedTicketView> => {
          const render = (ticket: ListedTicketView) => {
            const text = textOf(field, ticket.ownFields[field.key]);
            return (
              <Text truncate title={text}>
                {text}
              </Text>
            );
          };
          return {
            key: `own:${field.key}`,
            title: field.label,
            width: "12%",
            hideBelow: 640,
            hiddenAtFirst: true,
            ...(field.type === "number" ? { align: "right" } : {}),
            render,
          };
        }),
    [fields, textOf],
  );
}
