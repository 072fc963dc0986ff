"""Small programs that load an export, written beside it: one for pandas, one for R."""

from pathlib import Path

PANDAS = '''"""Loads a table of this folder into pandas: from load_pandas import load; facts = load("facts")"""

import json
import sys
from pathlib import Path

import pandas as pd

TYPES = {"integer": "Int64", "number": "float64", "string": "string"}
# A text that a spreadsheet would take for a formula was exported with an apostrophe in front.
GUARD = r"^'(?='*[=+\\-@\\t\\r\\n＝＋－＠])"


def load(name, folder=Path(__file__).resolve().parent):
    """The table with its types; an empty number is <NA>, an empty text is an empty text."""
    package = json.loads((Path(folder) / "datapackage.json").read_text("utf-8"))
    resource = next(item for item in package["resources"] if item["name"] == name)
    kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    frame = pd.read_csv(
        Path(folder) / resource["path"],
        encoding="utf-8-sig",
        dtype={column: TYPES[kind] for column, kind in kinds.items()},
        keep_default_na=False,
        na_values={column: [""] for column, kind in kinds.items() if kind != "string"},
    )
    for column, kind in kinds.items():
        if kind == "string":
            frame[column] = frame[column].str.replace(GUARD, "", regex=True)
    return frame


if __name__ == "__main__":
    print(load(sys.argv[1] if len(sys.argv) > 1 else "panel").describe(include="all"))
'''

R = r"""# Loads a table of this folder into R (base R, UTF-8 locale): source("load_r.R"); facts <- load_table("facts")

load_table <- function(name, folder = ".") {
  read <- function(file, classes) {
    read.csv(file.path(folder, file), fileEncoding = "UTF-8-BOM", colClasses = classes,
             na.strings = character(0), check.names = FALSE)
  }
  book <- read("codebook.csv", "character")
  columns <- book[book$part == "column" & book$table == name, ]
  classes <- setNames(ifelse(columns$type == "text", "character", "numeric"), columns$name)
  data <- read(paste0(name, ".csv"), classes)
  # A text that a spreadsheet would take for a formula was exported with an apostrophe in front.
  guard <- "^'(?='*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20])"
  for (column in columns$name[columns$type == "text"]) {
    data[[column]] <- sub(guard, "", data[[column]], perl = TRUE)
  }
  data
}
"""


def write_snippets(folder: Path) -> list[Path]:
    """Write both; returns their paths."""
    texts = {"load_pandas.py": PANDAS, "load_r.R": R}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in texts]
