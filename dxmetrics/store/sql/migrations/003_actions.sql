-- Schema 3: periods are frozen and thawed, and a frozen one takes a return by exception only. Append-only like all of raw.

-- one row per thing that happened to a period: frozen | unfrozen | exception (org_unit: whose return may come in once)
create table raw.period_event (
    event_id bigint not null,
    period varchar not null,
    event varchar not null,
    org_unit varchar,
    happened_at timestamp not null,
    actor varchar not null,
    reason varchar not null
);

-- one row per revision event (accepted | withdrawn) that changed a frozen period, with the exception it used up
create table raw.restatement (revision_event_id bigint not null, period_event_id bigint not null);
