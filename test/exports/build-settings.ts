/** `settings.json` of a described export. */
import { contexts, firstSource } from "./build-people.ts";
import type { ExportDescription, SourceDescription } from "./export-description.ts";

export function settingsOf({ settings, sources = [firstSource], authSources }: ExportDescription): Record<string, unknown> {
  return {
    character_set: "UTF-8",
    customer_auth_sources: authSources ?? [
      {
        config_key: "Customer::AuthModule",
        module: "Kernel::System::CustomerAuth::DB",
        table: sources[0]?.table,
        login_column: sources[0]?.columns?.login ?? "login",
        password_column: "pw",
      },
    ],
    customer_user_sources: sources.map(sourceSettings),
    settings: {
      SystemID: 10,
      FQDN: "old.example",
      DefaultLanguage: "de",
      CustomerGroupSupport: 1,
      CustomerGroupAlwaysGroups: [],
      CustomerGroupCompanyAlwaysGroups: [],
      CustomerGroupPermissionContext: {
        "001-CustomerID-same": { Value: contexts.same },
        "100-CustomerID-other": { Value: contexts.other },
      },
      ...settings,
    },
  };
}

function sourceSettings({ key, table, excludePrimary, columns = {}, furtherColumn }: SourceDescription): Record<string, unknown> {
  const map = [
    ["UserFirstname", columns.firstName ?? "first_name"],
    ["UserLastname", columns.lastName ?? "last_name"],
    ["UserLogin", columns.login ?? "login"],
    ["UserPassword", columns.password ?? "pw"],
    ["UserEmail", columns.email ?? "email"],
    ["UserCustomerID", columns.company ?? "customer_id"],
    ["ValidID", columns.valid ?? "valid_id"],
    ...(furtherColumn ? [["UserCustomerIDs", furtherColumn]] : []),
  ].map(([name, column]) => ({ var: name, column, label: name, type: "var", required: 0 }));
  return {
    config_key: key,
    module: "Kernel::System::CustomerUser::DB",
    table,
    customer_key: columns.login ?? "login",
    customer_id: columns.company ?? "customer_id",
    customer_valid: columns.valid ?? "valid_id",
    CustomerUserExcludePrimaryCustomerID: excludePrimary ? 1 : 0,
    map,
  };
}
