"""Settings of the documentation site: `make docs` builds it into build/docs, with warnings as errors."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from harvester.version import VERSION  # noqa: E402

project = "Annual Report Harvester"
author = "The Annual Report Harvester team"
release = VERSION
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]  # generated pages begin their tables at the level that fits them
exclude_patterns = ["decisions/README.md"]

autodoc_typehints = "description"
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = f"Annual Report Harvester {VERSION}"
html_show_sphinx = False
html_show_copyright = False
