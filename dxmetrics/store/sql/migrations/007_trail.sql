-- Schema 7: the quarter's paper trail: the request letter and its deadlines, extensions, letters sent, difficulties answered or
-- forwarded. Append-only like all of raw: what was recorded wrongly is taken back by another event.

-- one row per thing recorded about a period: request | extension | letter | answered | forwarded | taken_back (of the event
-- "takes_back"). org_unit: whom it is about, empty for the request letter, which goes to all
create table raw.trail_event (
    event_id bigint not null,
    event varchar not null,
    period varchar not null,
    org_unit varchar,
    takes_back bigint,
    happened_at timestamp not null,
    actor varchar not null,
    reason varchar not null
);

-- one row per deadline that a request letter states for a level, or an extension for its unit (level empty)
create table raw.trail_deadline (event_id bigint not null, level varchar not null, due_at timestamp not null);

-- one row per official document: of a request letter (kind request) or of a letter to a unit; its number and date
create table raw.trail_document (event_id bigint not null, kind varchar not null, number varchar not null, issued_on date not null);

-- one row per answered or forwarded event: the row of Biểu 4 it is about, by the SHA-256 of its text (a text that was changed
-- since is not answered), to whom it was forwarded, and what was answered
create table raw.trail_answer (
    event_id bigint not null,
    kind varchar not null,
    matter integer not null,
    asked_sha256 varchar not null,
    recipient varchar not null,
    text varchar not null
);
