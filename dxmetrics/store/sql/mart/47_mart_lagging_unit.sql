-- one row per unit × period with any reason, in the order of metrics.md §5: targets below plan or not reported, then silence,
-- then for how long, then by how much, then the id. rank is empty for units that are only late or lack only evidence
-- kept: earlier periods
with folded as (
    select
        reason.org_unit,
        reason.level,
        reason.peer_group,
        reason.period,
        reason.period_index,
        bool_or(reason.is_headline) as is_headline,
        bool_or(reason.reason in ('no_return', 'rejected', 'no_value')) as is_silent,
        max(reason.quarters_lagging) as quarters_lagging,
        string_agg(distinct reason.reason, ',' order by reason.reason) as reasons,
        string_agg(distinct nullif(reason.target, ''), ',' order by nullif(reason.target, '')) as targets
    from made.lagging_reason as reason
    group by reason.org_unit, reason.level, reason.peer_group, reason.period, reason.period_index
),

short as (
    select
        org_unit,
        period,
        count(*) as targets_short,
        sum(shortfall) as shortfall
    from made.unit_target
    where is_below_plan or is_silent
    group by org_unit, period
)

select
    folded.org_unit,
    folded.level,
    folded.peer_group,
    folded.period,
    folded.period_index,
    folded.is_headline,
    folded.reasons,
    coalesce(folded.targets, '') as targets,
    coalesce(short.targets_short, 0) as targets_short,
    coalesce(short.shortfall, 0) as shortfall,
    folded.quarters_lagging,
    case when folded.is_headline then row_number() over (
        partition by folded.period, folded.is_headline
        order by
            coalesce(short.targets_short, 0) desc,
            folded.is_silent desc,
            folded.quarters_lagging desc,
            round(coalesce(short.shortfall, 0), 6) desc,
            folded.org_unit asc
    ) end as rank
from folded
left join short on short.org_unit = folded.org_unit and short.period = folded.period
