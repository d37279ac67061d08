-- one row per structure × earlier (or the same) structure × indicator × group × unit that both have: the area over which
-- a period of the one can be compared with a period of the other (metrics.md §3, "any comparison between two periods")
-- kept: whole
select distinct
    value.structure,
    value.period_structure as area,
    value.indicator,
    value.member_group,
    value.org_unit
from mart.unit_value_in as value
