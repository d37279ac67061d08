-- one row per revision in which a file came in: whose return it is, of which quarter, under which name, and the bytes
select
    revision.org_unit,
    revision.period,
    revision.file_name,
    file.content
from raw.revision as revision
inner join raw.file as file on file.sha256 = revision.sha256
where file.sha256 = $sha256
order by revision.revision_id
