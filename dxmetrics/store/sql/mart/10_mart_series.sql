-- one row per indicator × group × org unit × level that any figure is made for: the series of its figures over the periods.
-- Units of the population have the number that stands there; level "all" only for bodies that have units under them.
-- province_series, all_series: the same of the province, and of the org unit over all levels (empty where there is none).
-- Everything from here on joins by this number instead of four words
-- kept: whole
with heir as (
    select distinct population.indicator, population.member_group, fold.org_unit, population.level
    from mart.population as population
    inner join plan.fold as fold on fold.from_unit = population.org_unit and fold.structure >= population.structure
    inner join plan.org_unit as unit on unit.org_unit = fold.org_unit and unit.level = population.level
),

body as (
    select distinct heir.indicator, heir.member_group, ancestor.ancestor as org_unit, heir.level
    from heir
    inner join plan.ancestor as ancestor on ancestor.org_unit = heir.org_unit
),

placed as (
    select body.* from body
    union
    select body.* replace ('all' as level)
    from body
    inner join plan.org_unit as unit on unit.org_unit = body.org_unit and unit.level in ('province', 'district')
),

own as (
    select distinct population.series, population.indicator, population.member_group, population.org_unit, population.level
    from mart.population as population
),

numbered as (
    select
        coalesce(
            own.series,
            cast(
                (select count(*) from own)
                + row_number() over (
                    partition by own.series is null order by placed.indicator, placed.member_group, placed.org_unit, placed.level
                ) as integer
            )
        ) as series,
        placed.indicator,
        placed.member_group,
        placed.org_unit,
        placed.level,
        unit.level = placed.level as is_single_unit
    from placed
    inner join plan.org_unit as unit on unit.org_unit = placed.org_unit
    left join own
        on own.indicator = placed.indicator
        and own.member_group = placed.member_group
        and own.org_unit = placed.org_unit
        and own.level = placed.level
)

select
    numbered.*,
    max(case when numbered.org_unit = setting.province then numbered.series end)
        over (partition by numbered.indicator, numbered.member_group, numbered.level) as province_series,
    max(case when numbered.level = 'all' then numbered.series end)
        over (partition by numbered.indicator, numbered.member_group, numbered.org_unit) as all_series
from numbered
cross join plan.setting as setting
