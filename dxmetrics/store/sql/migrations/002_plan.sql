-- The Plan's data as tables, filled by ``dxmetrics init`` from dxmetrics/plan; never typed into, always replaced whole.
create table plan.setting (
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
create table plan.period (
    period varchar not null,
    period_index integer not null,
    year integer not null,
    quarter integer not null,
    starts_on date not null,
    cutoff date not null,
    structure integer not null
);
create table plan.structure (structure integer not null, valid_from date not null);
create table plan.org_unit (
    org_unit varchar not null,
    code varchar not null,
    abbr varchar not null,
    name_vi varchar not null,
    name_en varchar not null,
    kind varchar not null,
    level varchar not null,
    parent varchar not null,
    peer_group varchar not null,
    form varchar not null,
    in_mt2 boolean not null,
    it_dedicated boolean not null,
    area varchar not null,
    valid_from date not null,
    valid_to date
);
-- one row per unit in force in a structure
create table plan.member (structure integer not null, org_unit varchar not null);
-- one row per unit and itself or a body above it
create table plan.ancestor (org_unit varchar not null, ancestor varchar not null);
-- one row per structure and unit of that or an earlier one that is carried on by a unit in force in it
create table plan.fold (structure integer not null, from_unit varchar not null, org_unit varchar not null);
-- one row per default succession: a unit and one that it carries on directly
create table plan.predecessor (org_unit varchar not null, predecessor varchar not null);
create table plan.expected (period varchar not null, org_unit varchar not null, form varchar not null, due_at timestamp not null);
create table plan.asked (
    period varchar not null,
    reporter varchar not null,
    org_unit varchar not null,
    data_element varchar not null,
    required boolean not null
);
create table plan.data_element (
    data_element varchar not null,
    parent varchar not null,
    name_vi varchar not null,
    name_en varchar not null,
    value_type varchar not null,
    kind varchar not null,
    section varchar not null,
    document varchar not null,
    document_required boolean not null,
    personal boolean not null
);
create table plan.indicator (
    indicator varchar not null,
    position integer not null,
    target varchar not null,
    headline boolean not null,
    aggregation varchar not null,
    judgement varchar not null,
    population varchar not null,
    direction integer not null,
    part_of_whole boolean not null,
    each_level boolean not null,
    unit varchar not null,
    target_value double,
    deadline_index integer,
    baseline double,
    baseline_index integer,
    first_index integer not null,
    last_index integer not null
);
create table plan.indicator_level (indicator varchar not null, level varchar not null);
create table plan.condition_term (
    indicator varchar not null,
    condition integer not null,
    level varchar not null,
    ever boolean not null,
    data_element varchar not null,
    operator varchar not null,
    number double,
    other varchar not null,
    stated boolean not null
);
create table plan.indicator_part (
    indicator varchar not null,
    level varchar not null,
    member_group varchar not null,
    side varchar not null,
    data_element varchar not null
);
