-- Who is in several companies is found without looking at everybody: the matrix of rights counts the others of a large company together.
create index membership_beside on membership (contact_id) where not is_primary;
