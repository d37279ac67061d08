-- one row per row of unit_value as the snapshot has it, to be narrowed
select value.*
from mart.stated_unit_value as value
