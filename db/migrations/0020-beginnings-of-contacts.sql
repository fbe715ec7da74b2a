-- A search for one or two letters asks for beginnings of words, a search for more also shows those first: the index of
-- fragments knows neither, and a common fragment is in every address.

create function search_beginnings(value text) returns text[] language sql immutable parallel safe strict as
  $$ select array(select distinct left(word || ' ', letters) from unnest(string_to_array(value, ' ')) as word, generate_series(1, 4) as letters where word <> '') $$;
comment on function search_beginnings is 'The first one to four letters of each word, a shorter word with the space behind it.';

create index contact_beginnings on contact using gin (search_beginnings(search_text));
create index contact_by_state on contact (state);

-- Whose last name begins so lies together in the order of names, whatever the database's collation is.
alter table contact alter column sort_name type text collate "C";
