-- Schema 5: tasks (III) and assignments (IV) of the Plan, who is asked for them, what measures them, and dates entered for them.
create table plan.task (
    task varchar not null,
    position integer not null,
    section varchar not null,
    family varchar not null,
    name_vi varchar not null,
    name_en varchar not null
);
-- one row per period, unit and task that its form asks for
create table plan.task_asked (period varchar not null, org_unit varchar not null, task varchar not null);
-- one row per date; org_unit is empty where it holds for every unit
create table plan.task_deadline (task varchar not null, org_unit varchar not null, deadline date not null, document varchar not null);
-- one row per task and indicator that measures it: is_own where task_indicators.toml defines it, has_total where its groups
-- may be added up; level is empty where every level counts
create table plan.task_measure (
    task varchar not null,
    position integer not null,
    indicator varchar not null,
    level varchar not null,
    is_own boolean not null,
    has_total boolean not null
);
-- one row per indicator the system makes; family: returns (how returns came) | platforms (III.7)
create table plan.system_indicator (
    indicator varchar not null,
    position integer not null,
    family varchar not null,
    name_vi varchar not null,
    name_en varchar not null
);
-- one row per data element that is about a platform group: its deployment (enum), promotion (bool) or use (int)
create table plan.platform_cell (platform varchar not null, data_element varchar not null, value_type varchar not null);
