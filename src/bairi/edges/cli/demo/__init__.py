"""The demo: the first hundred-day battle of Shangri-La City, built through the rooms' own actions.

What the source report says is marked `source="report"`; all else is generated, from one seed, and says so.
"""
