"""`python -m harvester.sample` writes `data/sample` anew after a change to the sample."""

from harvester.sample.truth import write_files

if __name__ == "__main__":
    write_files()
