-- Lists and counts read tickets from indexes alone, as long as the table's visibility map is new. By default PostgreSQL renews
-- it when a fifth of the rows has changed: with a million tickets after months, in which counts take twice as long.
alter table ticket set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
alter table ticket_search set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
