-- one row: the bytes of a revision's file, as they came in
select file.content
from raw.revision as revision
inner join raw.file as file on file.sha256 = revision.sha256
where revision.revision_id = $revision_id
