"""The pages of the cockpit: they ask and show, and change nothing."""
