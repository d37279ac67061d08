-- one row per difficulty or proposal of a return in force (Biểu 4): matter numbers the sheet's rows, so that a proposal stands
-- by the difficulty it answers
-- kept: earlier periods
select
    value.org_unit,
    unit.level,
    value.period,
    value.period_index,
    cast(split_part(value.data_element, '.', 2) as integer) as matter,
    case split_part(value.data_element, '.', 1) when 'D96' then 'difficulty' else 'proposal' end as kind,
    value.text,
    value.data_element,
    value.return_id,
    value.revision,
    value.sheet,
    value.cell
from made.data_value as value
inner join plan.org_unit as unit on unit.org_unit = value.org_unit
where regexp_full_match(value.data_element, 'D9[67]\.[0-9]+') and value.text is not null
