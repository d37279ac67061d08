"""A table of 20,000 rows as xlsx, csv and Parquet: seconds and the process's peak memory, one process a form.

``python -m tests.bench.exports [ROWS]``; the bar of issue 6 is under 4 s and 500 MB.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pandas as pd

from dxmetrics.documents.table_parquet import to_parquet
from dxmetrics.documents.table_xlsx import to_xlsx
from dxmetrics.documents.tables import Column, Table, to_csv

_FORMS: dict[str, Callable[[Table], bytes]] = {
    "xlsx": lambda table: to_xlsx(table, facts_sheet="Thông tin bảng"),
    "csv": to_csv,
    "parquet": to_parquet,
}


def big_table(rows: int) -> Table:
    """As wide as the widest of the pages' tables: texts, a status, counts, percentages, moments."""
    start = datetime(2024, 6, 17, 8, 30)
    frame = pd.DataFrame(
        {
            "unit": [f"Xã Nghĩa Hiệp {number}, Huyện Yên Mỹ" for number in range(rows)],
            "code": [f"D{number % 100:02}.{number % 9}" for number in range(rows)],
            "element": [f"Thành viên Mạng lưới có sử dụng trong quý, nền tảng {number % 9}" for number in range(rows)],
            "state": ["✓ Hoàn thành", "▼ Chậm", "? Chưa báo cáo"] * (rows // 3) + ["▼ Chậm"] * (rows % 3),
            "met": range(rows),
            "value": [number % 1000 / 7 for number in range(rows)],
            "change": [number % 31 - 15.5 for number in range(rows)],
            "at": [start + timedelta(minutes=number) for number in range(rows)],
            "file": [f"2025Q4_{number}.xlsx" for number in range(rows)],
            "source": [f"'Biểu 1'!F{number}" for number in range(rows)],
        }
    )
    kinds = {"met": "count", "value": "percent", "change": "signed", "at": "moment"}
    colours = {"✓ Hoàn thành": "#118666", "▼ Chậm": "#ca2d47"}
    columns = [
        Column(name, name, kinds.get(name, "text"), colours=colours if name == "state" else {}) for name in frame
    ]
    return Table("Số liệu", tuple(columns), frame, (("Kỳ báo cáo", "Quý IV/2025"),))


def measured(form: str, rows: int) -> tuple[float, float, float, int]:
    """Seconds and processor seconds to make the file, the peak memory of a fresh process in MB, the file's bytes."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (form, rows))


def _measure(form: str, rows: int) -> tuple[float, float, float, int]:
    table = big_table(rows)
    start, worked = time.perf_counter(), time.process_time()
    size = len(_FORMS[form](table))
    spent = time.perf_counter() - start, time.process_time() - worked
    return *spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, size


def main(rows: int) -> None:
    """Print one line a form."""
    for form in _FORMS:
        seconds, worked, memory, size = measured(form, rows)
        print(
            f"{form:8} {rows} rows  {seconds:6.2f} s ({worked:.2f} s of a processor)  peak {memory:6.0f} MB  file {size / 1024:8.0f} KB"  # noqa: E501
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
