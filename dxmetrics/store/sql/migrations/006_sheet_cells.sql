-- Schema 6. Verbatim cells are kept as one JSON text a sheet: a return's 400 cells cost a tenth of 400 rows to write.

-- one row per sheet of a revision's workbook: its filled cells as a JSON list of [cell, kind, text], verbatim, in their order
create table raw.sheet (revision_id bigint not null, sheet varchar not null, cells varchar not null);

insert into raw.sheet
select cell.revision_id, cell.sheet, cast(to_json(list([cell.cell, cell.kind, cell.text] order by cell.rowid)) as varchar)
from raw.cell as cell
group by cell.revision_id, cell.sheet
order by cell.revision_id, min(cell.rowid);

drop table raw.cell;

-- one row per filled cell of a revision's workbook, verbatim
create view raw.cell as
select sheet.revision_id, sheet.sheet, sheet.item[1] as cell, sheet.item[2] as kind, sheet.item[3] as text
from (
    select sheet.revision_id, sheet.sheet, unnest(from_json(sheet.cells, '[["VARCHAR"]]')) as item
    from raw.sheet as sheet
) as sheet;
