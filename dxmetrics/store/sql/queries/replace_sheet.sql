-- other verbatim cells for one sheet of one revision: what named a person is erased
update raw.sheet
set cells = $cells
where revision_id = $revision and sheet = $sheet
