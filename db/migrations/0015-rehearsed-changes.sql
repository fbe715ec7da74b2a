-- What-if carries changes out and rolls them back. It does not take the one row that every command of a contact holds on to: that
-- the installation's version would be raised is noted in the transaction instead.

create function raise_installation() returns void language plpgsql as $$
begin
  if current_setting('pforte.rehearsing', true) = 'on' then
    perform set_config('pforte.installation_raised', 'on', true);
  else
    update installation set access_version = access_version + 1;
  end if;
end $$;
comment on function raise_installation is 'Raises the access version of the installation; in a change that is rolled back, notes that it would.';

create or replace function raise_company_version_on_change() returns trigger language plpgsql as $$
begin
  new.access_version := old.access_version + 1;
  if old.parent_id is distinct from new.parent_id or old.billed_by_company_id is distinct from new.billed_by_company_id then
    perform raise_installation();
  end if;
  return new;
end $$;

create or replace function raise_installation_version() returns trigger language plpgsql as $$
begin
  perform raise_installation();
  return null;
end $$;

create or replace function raise_right_version() returns trigger language plpgsql as $$
declare everybody_touched boolean := false;
begin
  if tg_op <> 'INSERT' then
    update contact set access_version = access_version + 1 where contact_id in (select contact_id from before_rows);
    update company set access_version = access_version + 1 where company_id in (select company_id from before_rows);
    everybody_touched := exists (select from before_rows where everybody is not null);
  end if;
  if tg_op <> 'DELETE' then
    update contact set access_version = access_version + 1 where contact_id in (select contact_id from after_rows);
    update company set access_version = access_version + 1 where company_id in (select company_id from after_rows);
    everybody_touched := everybody_touched or exists (select from after_rows where everybody is not null);
  end if;
  if everybody_touched then
    perform raise_installation();
  end if;
  return null;
end $$;
