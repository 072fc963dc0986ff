"""Parquet for pandas, DuckDB, R (arrow) and Spark: whole numbers as int64, others as double, texts as strings."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harvester.exports._model import EXACT, Column, Export, InexactNumbers, Row, Table

if TYPE_CHECKING:
    import pyarrow as pa

GROUP_ROWS, GROUP_BYTES = 200_000, 32_000_000
"""A row group is kept in memory until it is written: so many rows or bytes, whatever comes first."""


class ParquetWriter:
    """A Parquet file that is being written."""

    def __init__(self, path: Path, table: Table) -> None:
        """Open the file."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._arrow = pa
        self._columns = table.columns
        self._schema = pa.schema([self._field(column) for column in table.columns])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._group: list[pa.RecordBatch] = []
        self._inexact = InexactNumbers("are rounded to the nearest double")

    def _field(self, column: Column) -> "pa.Field":
        pa = self._arrow
        kinds = {"integer": pa.int64(), "number": pa.float64(), "text": pa.string()}
        labels = {"label_en": column.label_en, "label_zh": column.label_zh}
        return pa.field(column.name, kinds[column.kind], nullable=not column.required, metadata=labels)

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        if not rows:
            return
        arrays = [
            self._array(column, values) for column, values in zip(self._columns, zip(*rows, strict=True), strict=True)
        ]
        self._group.append(self._arrow.RecordBatch.from_arrays(arrays, schema=self._schema))
        if (
            sum(batch.num_rows for batch in self._group) >= GROUP_ROWS
            or sum(batch.nbytes for batch in self._group) >= GROUP_BYTES
        ):
            self._flush()

    def _array(self, column: Column, values: Sequence[Any]) -> "pa.Array":
        pa = self._arrow
        kind = self._schema.field(column.name).type
        try:
            return pa.array(values, type=kind)
        except pa.ArrowInvalid:  # a whole number that no double holds
            self._inexact.add(column.name, sum(isinstance(value, int) and abs(value) > EXACT for value in values))
            return pa.array([None if value is None else float(value) for value in values], type=kind)

    def _flush(self) -> None:
        if self._group:
            self._writer.write_table(self._arrow.Table.from_batches(self._group))
            self._group = []

    def close(self) -> list[str]:
        """Finish the file."""
        self._flush()
        self._writer.close()
        return self._inexact.remarks()

    def discard(self) -> None:
        """Let go of the file."""
        self._group = []
        self._writer.close()


def read(path: Path, table: Table) -> Iterator[Row]:
    """Rows as they were exported; a number is a float."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=2_000, columns=list(table.names)):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


EXPORT = Export(
    suffix=".parquet", media_type="application/vnd.apache.parquet", open=ParquetWriter, read=read, needs=("pyarrow",)
)
