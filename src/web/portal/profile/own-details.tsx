/** What I may change about myself; name and address are kept by the provider. */
import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ResponseOf } from "#contract/endpoint.ts";
import { changeProfile, getProfile } from "#contract/session.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { i18n, isLanguage, LANGUAGE_NAMES, LANGUAGES } from "#web/client/i18n.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";
import { speakAndRemember } from "#web/portal/session/language.ts";
import { sessionQuery } from "#web/portal/session/portal-session.ts";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { UnsavedGuard } from "#web/ui/unsaved-guard.tsx";
import classes from "./profile-page.module.css";

type Profile = ResponseOf<typeof getProfile>;
const standard = "standard";

/** "Argentina / Buenos Aires" of "America/Argentina/Buenos_Aires". */
const placeOf = (zone: string) => (zone.includes("/") ? zone.split("/").slice(1).join(" / ").replaceAll("_", " ") : zone);

/** Hundreds: in groups, as the device's own list shows them. */
function zonesByContinent() {
  const named = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));
  const groups = Object.entries(Object.groupBy(named, (zone) => zone.split("/")[0] ?? ""));
  return ["UTC", ...groups.map(([group, zones = []]) => ({ group, items: zones.map((value) => ({ value, label: placeOf(value) })) }))];
}

export function OwnDetails({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [values, setValues] = useState<Partial<Profile>>({});
  const shown = { ...profile, ...values };
  const { language, timeZone } = profile.inherited;
  /** What holds if nothing is chosen here, and by whom. */
  const asAbove = (from: "company" | "installation", value: string) =>
    t(from === "company" ? "portal.profile.asCompany" : "portal.profile.asInstallation", { value });
  const isChanged = (["phone", "mobile", "language", "timeZone"] as const).some((key) => shown[key] !== profile[key]);
  const zones = useMemo(zonesByContinent, []);
  const save = useMutation({
    mutationFn: () =>
      call(changeProfile, {
        body: { version: profile.version, phone: shown.phone, mobile: shown.mobile, language: shown.language, timeZone: shown.timeZone },
      }),
    onSuccess: async (saved) => {
      queryClient.setQueryData([getProfile.path], saved);
      setValues({});
      const session = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await speakAndRemember(session.language);
      // In the language that was just chosen.
      toast(i18n.t("portal.profile.saved"));
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === "record.versionStale") void queryClient.invalidateQueries({ queryKey: [getProfile.path] });
    },
  });
  const fields = fieldTexts(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) save.mutate();
  };
  const change = (next: Partial<Profile>) => setValues((before) => ({ ...before, ...next }));
  return (
    <form onSubmit={submit}>
      <FormErrors message={save.isError ? problemText(save.error) : null} fields={fields} known={["phone", "mobile", "language", "timeZone"]} />
      <Stack gap="lg">
        <dl className={classes.kept}>
          <Kept label={t("portal.profile.login")} value={profile.login ?? ""} />
          <Kept label={t("portal.profile.email")} value={profile.email} />
        </dl>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
          <TextInput
            label={t("portal.profile.phone")}
            type="tel"
            autoComplete="tel"
            maxLength={200}
            value={shown.phone}
            onChange={(event) => change({ phone: event.currentTarget.value })}
            error={errorOf(fields, "phone")}
          />
          <TextInput
            label={t("portal.profile.mobile")}
            type="tel"
            autoComplete="tel"
            maxLength={200}
            value={shown.mobile}
            onChange={(event) => change({ mobile: event.currentTarget.value })}
            error={errorOf(fields, "mobile")}
          />
          <NativeSelect
            label={t("ui.language")}
            data={[
              { value: standard, label: asAbove(language.from, LANGUAGE_NAMES[language.value]) },
              ...LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] })),
            ]}
            value={shown.language ?? standard}
            onChange={({ currentTarget: { value } }) => change({ language: isLanguage(value) ? value : null })}
            error={errorOf(fields, "language")}
          />
          <NativeSelect
            label={t("portal.profile.timeZone")}
            data={[{ value: standard, label: asAbove(timeZone.from, placeOf(timeZone.value)) }, ...zones]}
            value={shown.timeZone ?? standard}
            onChange={({ currentTarget: { value } }) => change({ timeZone: value === standard ? null : value })}
            error={errorOf(fields, "timeZone")}
          />
        </SimpleGrid>
        <Group>
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>
            {t("ui.save")}
          </Button>
          {isChanged && (
            <Button variant="subtle" color="gray" onClick={() => setValues({})}>
              {t("ui.cancel")}
            </Button>
          )}
        </Group>
      </Stack>
      <UnsavedGuard when={isChanged && !save.isPending} />
    </form>
  );
}

/** What the provider keeps: text, so that it looks like nothing that could be changed here, and is never cut. */
function Kept({ label, value }: { label: string; value: string }) {
  if (value === "") return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
