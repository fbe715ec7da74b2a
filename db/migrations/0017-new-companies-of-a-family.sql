-- Whether a company sees tickets of a child, or is billed for another one, is a fact of its people: a company that is new in a family changes it.

create function raise_version_for_family() returns trigger language plpgsql as $$
begin
  if exists (select from after_rows where parent_id is not null or billed_by_company_id is not null) then
    update installation set access_version = access_version + 1;
  end if;
  return null;
end $$;
create trigger company_access_insert after insert on company referencing new table as after_rows for each statement execute function raise_version_for_family();
