"""Regions as proxies name them (ISO 3166-2, or two digits of GB/T 2260), and where they lie.

The place of a province is its seat of government, to a hundredth of a degree: enough to tell
neighbours from regions a day's journey apart.
"""

import csv
from pathlib import Path

from webapp.definitions.documents import DefinitionError, Fault
from webapp.domain.copy_signals import Map

REGIONS = Path(__file__).parent / "regions.csv"


def load_regions(path: Path = REGIONS) -> Map:
    """Read the table; raises DefinitionError listing every fault."""
    centres: dict[str, tuple[float, float]] = {}
    faults: list[Fault] = []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            try:
                centre = float(row["latitude"]), float(row["longitude"])
            except (KeyError, TypeError, ValueError) as error:
                faults.append(Fault(path.name, rows.line_num, "latitude, longitude", str(error)))
            else:
                centres[row["region"]] = centres[row["numeric"]] = centre
    if faults:
        raise DefinitionError(faults)
    return Map(centres)
