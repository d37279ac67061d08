-- one row per series of a single unit × series it counts in: its own, those of the bodies above it, and theirs over all levels
-- kept: whole
select series.series, above.series as above
from mart.series as series
inner join plan.ancestor as ancestor on ancestor.org_unit = series.org_unit
inner join mart.series as above
    on above.indicator = series.indicator
    and above.member_group = series.member_group
    and above.org_unit = ancestor.ancestor
    and above.level in (series.level, 'all')
where series.is_single_unit
