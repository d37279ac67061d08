-- one row per difficulty or proposal of one period: who wrote it, the cell it stands in, and what was done about it: state
-- (open | answered | forwarded), to whom, what was answered
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
    difficulty.cell,
    coalesce(answer.state, 'open') as state,
    answer.recipient,
    answer.answer,
    answer.answered_at,
    answer.answered_by
from mart.difficulty as difficulty
inner join plan.org_unit as unit on unit.org_unit = difficulty.org_unit
left join mart.answer as answer
    on answer.period = difficulty.period
    and answer.org_unit = difficulty.org_unit
    and answer.kind = difficulty.kind
    and answer.asked_sha256 = sha256(difficulty.text)
where
    ($period is null or difficulty.period = $period)
    and ($kind is null or difficulty.kind = $kind)
    and ($level is null or difficulty.level = $level)
order by difficulty.period_index, difficulty.level, difficulty.org_unit, difficulty.matter, difficulty.kind
