"""The county roll-up at three levels on SQLite against window functions over the raw reports: 10x now, 8x any past."""

from _rollup import compare

if __name__ == "__main__":
    compare("rollup-county")
