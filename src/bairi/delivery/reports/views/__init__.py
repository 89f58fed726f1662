"""The pages of reports: they translate, and decide nothing."""
