-- one row per system-made indicator × period × org unit × level (and "all") × peer group ('' for all of them): numerator over
-- denominator, pooled over the units of the level that are the org unit or lie under it; value in percent. mean_age and
-- oldest: quarters, of stale values
-- kept: earlier periods
with placed as (
    select
        fact.indicator,
        fact.period,
        ancestor.ancestor as org_unit,
        unit.level,
        unit.peer_group,
        fact.numerator,
        fact.denominator,
        fact.age,
        fact.oldest
    from made.system_fact as fact
    inner join plan.org_unit as unit on unit.org_unit = fact.org_unit
    inner join plan.ancestor as ancestor on ancestor.org_unit = fact.org_unit
),

levelled as (
    select placed.* replace ('' as peer_group) from placed
    union all
    select placed.* from placed where placed.peer_group <> ''
    union all
    select placed.* replace ('all' as level, '' as peer_group)
    from placed
    inner join plan.org_unit as body on body.org_unit = placed.org_unit and body.level in ('province', 'district')
),

-- a platform group is deployed or not in the whole province: its nine cells are one agency's
pooled as (
    select indicator, period, org_unit, level, peer_group, sum(numerator) as numerator, sum(denominator) as denominator,
        sum(age) as age, max(oldest) as oldest
    from levelled
    group by indicator, period, org_unit, level, peer_group
    union all
    select indicator.indicator, platform.period, setting.province, 'all', '',
        count(case when platform.deployed = 'done' then 1 end), count(platform.deployed), 0, 0
    from made.platform as platform
    cross join plan.setting as setting
    inner join plan.system_indicator as indicator on indicator.family = 'platforms'
    group by indicator.indicator, platform.period, setting.province
)

select
    pooled.indicator,
    pooled.period,
    period.period_index,
    pooled.org_unit,
    pooled.level,
    pooled.peer_group,
    pooled.numerator,
    pooled.denominator,
    100.0 * pooled.numerator / nullif(pooled.denominator, 0) as value,
    case when pooled.age > 0 then pooled.age / cast(pooled.numerator as double) end as mean_age,
    case when pooled.oldest > 0 then pooled.oldest end as oldest
from pooled
inner join plan.period as period on period.period = pooled.period
