-- one row per period in which at least one return is in force
select distinct accepted.period
from core.accepted as accepted
order by accepted.period
