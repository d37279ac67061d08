-- rows of progress as one freeze kept them; the filters are those of progress.sql
select progress.* exclude (event_id, place)
from frozen.progress as progress
inner join frozen.terms as terms on terms.event_id = progress.event_id
where
    progress.event_id = $event_id
    and ($target is null or progress.target = $target or progress.indicator = $target)
    and ($level is null or progress.level = $level)
    and ($unit is null or progress.org_unit = $unit)
    and ($scope <> 'province' or progress.org_unit = terms.province)
    and ($groups = 'both' or (progress."group" = '') = ($groups = 'none'))
order by progress.place
