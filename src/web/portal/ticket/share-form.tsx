/** Shares a ticket with a colleague, by e-mail address. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { shareInPortal } from "#contract/portal-ticket.ts";
import { call } from "#web/client/call.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { participantName, participantsQuery, readersKey } from "./ticket-queries.ts";
import classes from "./who-reads.module.css";

export function ShareForm({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [level, setLevel] = useState<"read" | "reply">("reply");
  const share = useMutation({
    mutationFn: () => call(shareInPortal, { params: { id: ticketId }, body: { email: email.trim(), level } }),
    onSuccess: async (added) => {
      setEmail("");
      toast(t("portal.who.wasAdded", { name: participantName(added) }));
      await Promise.all([queryClient.invalidateQueries(participantsQuery(ticketId)), queryClient.invalidateQueries({ queryKey: readersKey(ticketId) })]);
    },
  });
  const fields = fieldTexts(share.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() !== "") share.mutate();
  };
  return (
    <form onSubmit={submit} className={classes.share} aria-label={t("portal.who.shareLabel")} noValidate>
      <FormErrors message={share.isError ? problemText(share.error) : null} fields={fields} known={["email"]} />
      <div className={classes.fields}>
        <TextInput
          label={t("portal.who.email")}
          type="email"
          size="sm"
          autoComplete="off"
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={errorOf(fields, "email")}
        />
        <NativeSelect
          label={t("portal.who.may")}
          size="sm"
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value === "read" ? "read" : "reply")}
          data={[
            { value: "reply", label: t("portal.who.level.reply") },
            { value: "read", label: t("portal.who.level.read") },
          ]}
        />
        <Button type="submit" size="sm" loading={share.isPending} disabled={email.trim() === ""}>
          {t("portal.who.add")}
        </Button>
      </div>
    </form>
  );
}
