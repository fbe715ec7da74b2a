-- Failed or kept mails are found among very many sent ones.

create index on outbox_mail (state, created_at desc, mail_id desc) where state <> 'sent';
