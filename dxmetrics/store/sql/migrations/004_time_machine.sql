-- Schema 4: what a freeze keeps. A frozen period's finished figures stay as they were published, whatever becomes of the
-- data, the Plan's data or the rules later. Append-only like raw; the figures' own tables (frozen.progress …) take the
-- columns of the questions they answer and are made with the first freeze.
create schema frozen;

-- one row per freeze (a "frozen" event of raw.period_event): by which rules, which plan data and which thresholds
create table frozen.terms (
    event_id bigint not null,
    period varchar not null,
    frozen_at timestamp not null,
    method_version varchar not null,
    plan_version varchar not null,
    has_figures boolean not null,
    province varchar not null,
    on_track double not null,
    needs_acceleration double not null,
    reported_share double not null,
    regress_points double not null,
    regress_count double not null,
    stagnant_points double not null,
    stagnant_periods integer not null,
    near_deadline_quarters integer not null
);

-- one row per version of the plan's data that some freeze rests on × table of the schema plan: its rows as Parquet
create table frozen.plan_table (
    plan_version varchar not null,
    table_name varchar not null,
    row_count bigint not null,
    content blob not null
);

-- points between baseline and deadline that the plan line goes through
create table plan.milestone (indicator varchar not null, period_index integer not null, value double not null);

-- one row per succession, default or not: a unit with more than one is split, and goes whole to its default successor
create table plan.succession (old_unit varchar not null, new_unit varchar not null, relation varchar not null, is_default boolean not null);
