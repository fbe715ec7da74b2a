-- How slow the slowest bcrypt hash is that is stored: each sign-in asks, so that none is answered earlier than it takes.
create index credential_bcrypt_cost on credential ((substr(hash, 5, 2))) where scheme = 'bcrypt';
