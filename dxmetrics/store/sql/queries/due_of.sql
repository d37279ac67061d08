-- one row per return expected of that unit in that period: when it is due in general, to when it was extended, when it is due
select due.general_due_at, due.extended_to, due.due_at
from core.due as due
where due.period = $period and due.org_unit = $org_unit
