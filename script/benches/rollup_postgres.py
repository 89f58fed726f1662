"""The county roll-up at three levels on PostgreSQL against window functions over the raw reports: 10x now, 8x past."""

from _rollup import compare

POSTGRES = True

if __name__ == "__main__":
    compare("rollup-postgres")
