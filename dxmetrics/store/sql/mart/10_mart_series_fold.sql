-- one row per series of a unit of the population × structure that carries it on: the series of the unit it counts in there
-- (metrics.md §6). What measures tasks has no plan line and stays in its own structure: stays_put
-- kept: whole
select distinct
    fold.structure,
    population.series as from_series,
    heir.series,
    measure.indicator is not null as stays_put
from mart.population as population
inner join plan.fold as fold on fold.from_unit = population.org_unit and fold.structure >= population.structure
inner join mart.series as heir
    on heir.indicator = population.indicator
    and heir.member_group = population.member_group
    and heir.org_unit = fold.org_unit
    and heir.level = population.level
    and heir.is_single_unit
left join plan.task_measure as measure on measure.indicator = population.indicator and measure.is_own
