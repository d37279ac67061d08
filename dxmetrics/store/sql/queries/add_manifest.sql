-- the one row of a backup that says what it is: its moment, the schema and the Plan it was made with
insert into main.backup
select
    $moment as moment,
    max(version) as schema_version,
    $plan_hash as plan_hash
from main.schema_version
