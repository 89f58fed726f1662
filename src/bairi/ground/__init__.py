"""The ground floor: what every room above stands on."""
