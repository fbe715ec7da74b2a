-- "Does any company set this?" is asked whenever the facts of contacts are loaded: of tickets that are hidden by age, and of the priority.

create index setting_by_key on setting (setting_key) where company_id is not null;
