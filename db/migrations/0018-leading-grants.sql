-- "Who can read this ticket?" asks a project for the grants that lead somewhere: of a project with 25,000 people, few or none.
create index project_grant_leading on project_grant (project_id, contact_id) where scope <> 'gate';
