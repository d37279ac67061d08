-- one row per difficulty or proposal of one period: who wrote it, and the cell it stands in
select
    difficulty.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    difficulty.level,
    difficulty.period,
    difficulty.matter,
    difficulty.kind,
    difficulty.text,
    difficulty.return_id,
    difficulty.revision,
    difficulty.sheet,
    difficulty.cell
from mart.difficulty as difficulty
inner join plan.org_unit as unit on unit.org_unit = difficulty.org_unit
where
    ($period is null or difficulty.period = $period)
    and ($kind is null or difficulty.kind = $kind)
    and ($level is null or difficulty.level = $level)
order by difficulty.period_index, difficulty.level, difficulty.org_unit, difficulty.matter, difficulty.kind
