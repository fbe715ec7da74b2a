-- Facts that are remembered under the access versions (docs/decisions/0017-facts-under-versions.md) hold names too.

drop trigger company_access on company;
create trigger company_access before update on company for each row
  when (old.state is distinct from new.state or old.portal_enabled is distinct from new.portal_enabled
        or old.parent_id is distinct from new.parent_id or old.name is distinct from new.name)
  execute function raise_company_version_on_change();

drop trigger contact_access on contact;
create trigger contact_access before update on contact for each row
  when (old.state is distinct from new.state or old.first_name is distinct from new.first_name or old.last_name is distinct from new.last_name)
  execute function raise_own_version();

drop trigger access_group_access on access_group;
create trigger access_group_access after update of state, name on access_group for each statement execute function raise_installation_version();
