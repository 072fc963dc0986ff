"""A government web to practice on: invented sites in real CMS families, their truth, and a proxy that serves them."""

from harvester.sample.server import SampleServer
from harvester.sample.truth import SITES_FILE, TRUTH_FILE, truth

__all__ = ["SITES_FILE", "TRUTH_FILE", "SampleServer", "truth"]
