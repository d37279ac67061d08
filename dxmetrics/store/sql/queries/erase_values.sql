-- typed personal values of one unit, in every revision, and what was noted beside them
update core.revision_value
set text = $erased, number = null, note = ''
where
    org_unit = $org_unit
    and data_element in (select element.data_element from plan.data_element as element where element.personal)
