-- Schema 1. Times are Vietnam's clock (+07:00) without a zone: the country has no summer time, and due dates are local days.
-- raw is append-only: a row, once written, is never changed; what happened to a revision is a list of events.
create schema raw;
create schema plan;
create schema core;
create schema mart;

-- one row per setting of this store: kind (sample | real), plan_hash
create table raw.setting (name varchar not null, value varchar not null);

-- one row per distinct file ever received, addressed by the SHA-256 of its bytes
create table raw.file (sha256 varchar not null, size_bytes integer not null, content blob not null);

-- one row per file sent in. org_unit, form, period, return_id and revision are empty when the file did not say whose it is
create table raw.revision (
    revision_id bigint not null,
    return_id varchar,
    org_unit varchar,
    form varchar,
    period varchar,
    revision integer,
    sha256 varchar not null,
    file_name varchar not null,
    received_at timestamp not null,
    received_by varchar not null,
    batch_id varchar not null
);

-- one row per thing that happened to a revision: rejected | pending | accepted | withdrawn
create table raw.revision_event (
    event_id bigint not null,
    revision_id bigint not null,
    event varchar not null,
    happened_at timestamp not null,
    actor varchar not null,
    reason varchar not null
);

-- one row per filled cell of a revision's workbook, verbatim
create table raw.cell (revision_id bigint not null, sheet varchar not null, cell varchar not null, kind varchar not null, text varchar not null);

-- one row per finding of a revision; params is a JSON object
create table raw.finding (
    revision_id bigint not null,
    position integer not null,
    code varchar not null,
    severity varchar not null,
    sheet varchar not null,
    cell varchar not null,
    found varchar not null,
    params varchar not null
);

-- one row per typed value of a revision that was not rejected: number for int, decimal and bool (1 yes, 0 no);
-- text for the rest (enum codes, ISO dates, NFC text)
create table core.revision_value (
    revision_id bigint not null,
    org_unit varchar not null,
    data_element varchar not null,
    number decimal(18, 4),
    text varchar,
    not_applicable boolean not null,
    note varchar not null,
    sheet varchar not null,
    cell varchar not null
);
