-- What searches fold stands in the row: words too short for the trigram index are looked for in every row, and ranking reads each hit.

alter table company
  add column search_text text not null generated always as (search_fold(number || ' ' || name || ' ' || city)) stored,
  add column sort_name text not null generated always as (search_fold(name)) stored;
drop index company_search, company_by_name;
create index company_search on company using gin (search_text gin_trgm_ops);
create index company_by_name on company (sort_name, company_id);
comment on column company.search_text is 'Number, name and city, folded: what search looks in.';
comment on column company.sort_name is 'The name, folded: the order of lists by name.';

alter table contact
  add column search_text text not null generated always as (search_fold(first_name || ' ' || last_name || ' ' || coalesce(login, '') || ' ' || email)) stored,
  add column sort_name text not null generated always as (search_fold(last_name || ' ' || first_name)) stored;
drop index contact_search, contact_by_name;
create index contact_search on contact using gin (search_text gin_trgm_ops);
create index contact_by_name on contact (sort_name, contact_id);
comment on column contact.search_text is 'Name, login and e-mail, folded: what search looks in.';
comment on column contact.sort_name is 'Last name and first name, folded: the order of lists by name.';
