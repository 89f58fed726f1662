"""Bairi (百日): the delivery system for time-boxed development campaigns."""
