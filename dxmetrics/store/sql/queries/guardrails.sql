-- one row per guardrail of one period (or of all): the source's figure and the units' own beside it, each with its baseline
select guardrail.* exclude (period_index)
from mart.guardrail as guardrail
where $period is null or guardrail.period = $period
order by guardrail.period_index, guardrail.target
