"""Finding reports: ours against the shortest possible crawl, a breadth-first spider, and trafilatura's crawler."""
