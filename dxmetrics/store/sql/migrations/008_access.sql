-- Schema 8: who may sign in, who has, and what is to be answered for beyond returns and quarters.
create schema access;

-- one row per account. roles are joined by ";"; org_unit is the unit a unit's account is of, else empty; password_hash (Argon2)
-- is empty where the account signs in with an identity provider, or has not chosen a password yet
create table access.account (
    account varchar not null,
    full_name varchar not null,
    roles varchar not null,
    org_unit varchar not null,
    password_hash varchar not null,
    is_disabled boolean not null,
    created_at timestamp not null
);

-- one row per one-time code not used yet, by which its holder chooses a password; account is empty for the first administrator's
create table access.invitation (code_sha256 varchar not null, account varchar not null, expires_at timestamp not null);

-- one row per open session, named by the SHA-256 of the secret in the browser's cookie
create table access.session (
    token_sha256 varchar not null,
    account varchar not null,
    signed_in_at timestamp not null,
    expires_at timestamp not null
);

-- one row per sign-in, failure, change of an account, download of an original, erasure, backup. Append-only: subject is the account
-- or the thing it was done to, reason what was said about it
create table access.event (
    event_id bigint not null,
    event varchar not null,
    happened_at timestamp not null,
    actor varchar not null,
    subject varchar not null,
    reason varchar not null,
    org_unit varchar,
    period varchar,
    file_name varchar,
    sha256 varchar
);
