-- one row per sheet of some revisions' workbooks, its cells as JSON
select
    sheet.revision_id,
    sheet.sheet,
    sheet.cells
from raw.sheet as sheet
where sheet.revision_id in (select unnest($revisions))
